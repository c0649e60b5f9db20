/// The English of this module's phrases, as `en.yaml` gives it.
package enum IndicatorsEnglish {
    package static var file: (name: String, bytes: [UInt8]) {
        ("Indicators/en.yaml", PackageResources.en_yaml)
    }
}
