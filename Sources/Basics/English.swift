/// The English of this module's phrases, as `en.yaml` gives it.
package enum BasicsEnglish {
    package static var file: (name: String, bytes: [UInt8]) {
        ("Basics/en.yaml", PackageResources.en_yaml)
    }
}
