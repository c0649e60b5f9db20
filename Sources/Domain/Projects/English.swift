/// The English of this module's phrases, as `en.yaml` gives it.
package enum ProjectsEnglish {
    package static var file: (name: String, bytes: [UInt8]) {
        ("Projects/en.yaml", PackageResources.en_yaml)
    }
}
