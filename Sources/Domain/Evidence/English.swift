/// The English of this module's phrases, as `en.yaml` gives it.
package enum EvidenceEnglish {
    package static var file: (name: String, bytes: [UInt8]) {
        ("Evidence/en.yaml", PackageResources.en_yaml)
    }
}
