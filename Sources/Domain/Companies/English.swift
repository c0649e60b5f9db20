/// The English of this module's phrases, as `en.yaml` gives it.
package enum CompaniesEnglish {
    package static var file: (name: String, bytes: [UInt8]) {
        ("Companies/en.yaml", PackageResources.en_yaml)
    }
}
