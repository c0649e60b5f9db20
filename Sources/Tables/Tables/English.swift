/// The English of this module's phrases, as `en.yaml` gives it.
package enum TablesEnglish {
    package static var file: (name: String, bytes: [UInt8]) {
        ("Tables/en.yaml", PackageResources.en_yaml)
    }
}
