/// The English of this module's phrases, as `en.yaml` gives it.
package enum PromisesEnglish {
    package static var file: (name: String, bytes: [UInt8]) {
        ("Promises/en.yaml", PackageResources.en_yaml)
    }
}
