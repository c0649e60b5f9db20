/// The English of this module's phrases, as `en.yaml` gives it.
package enum WebEnglish {
    package static var file: (name: String, bytes: [UInt8]) {
        ("Web/en.yaml", PackageResources.en_yaml)
    }
}
