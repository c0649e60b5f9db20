/// The English of this module's phrases, as `en.yaml` gives it.
package enum PeopleEnglish {
    package static var file: (name: String, bytes: [UInt8]) {
        ("People/en.yaml", PackageResources.en_yaml)
    }
}
