/// The English of this module's phrases, as `en.yaml` gives it.
package enum DocumentsEnglish {
    package static var file: (name: String, bytes: [UInt8]) {
        ("Documents/en.yaml", PackageResources.en_yaml)
    }
}
