/// The English of this module's phrases, as `en.yaml` gives it.
package enum RulesEnglish {
    package static var file: (name: String, bytes: [UInt8]) {
        ("Rules/en.yaml", PackageResources.en_yaml)
    }
}
