/// The English of this module's phrases, as `en.yaml` gives it.
package enum PagesEnglish {
    package static var file: (name: String, bytes: [UInt8]) {
        ("Pages/en.yaml", PackageResources.en_yaml)
    }
}
