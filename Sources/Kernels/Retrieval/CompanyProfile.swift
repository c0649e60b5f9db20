/// What is known of a company besides its place in a chain. Answers name it by its place in what an
/// index was given.
package struct CompanyProfile: Sendable {
    /// No other company's; decides the order of equals.
    package let key: String
    package let products: [ProductLine]
    /// Words about what surrounds it: names of its industries at every level, themes it is counted
    /// among.
    package let surroundings: [WeightedText]
    /// Short names and brands, as written.
    package let names: [String]
    /// Names by law: their legal form and «集团», «控股», «科技» are not read.
    package let registeredNames: [String]
    /// The finest label in each classification of industries, the same classifications in the same
    /// order for every company; empty where it has none. The first is the one by which links of a
    /// chain speak for each other.
    package let industries: [String]

    package init(
        key: String, products: [ProductLine], surroundings: [WeightedText] = [],
        names: [String] = [], registeredNames: [String] = [], industries: [String] = []
    ) {
        self.key = key
        self.products = products
        self.surroundings = surroundings
        self.names = names
        self.registeredNames = registeredNames
        self.industries = industries
    }
}

/// Something that a company sells.
package struct ProductLine: Sendable, Hashable {
    package let name: String
    /// Of the company's revenue, 0 to 1; what lies outside is cut to that, since segment reports
    /// hold eliminations below zero.
    package let share: Double

    package init(_ name: String, share: Double) {
        self.name = name
        self.share = share.isFinite ? min(max(share, 0), 1) : 0
    }
}

/// A text and what each of its words weighs: 1 for what a register says, less for what others
/// count it among.
package struct WeightedText: Sendable, Hashable {
    package let text: String
    package let weight: Double

    package init(_ text: String, weight: Double = 1) {
        self.text = text
        self.weight = weight
    }
}

/// A link of a chain as people describe it.
package struct LinkText: Sendable, Hashable {
    package let name: String
    package let description: String

    package init(name: String, description: String = "") {
        self.name = name
        self.description = description
    }
}
