/// The English of this module's phrases, as `en.yaml` gives it.
package enum StorageEnglish {
    package static var file: (name: String, bytes: [UInt8]) {
        ("Storage/en.yaml", PackageResources.en_yaml)
    }
}
