/// The English of this module's phrases, as `en.yaml` gives it.
package enum ChainsEnglish {
    package static var file: (name: String, bytes: [UInt8]) {
        ("Chains/en.yaml", PackageResources.en_yaml)
    }
}
