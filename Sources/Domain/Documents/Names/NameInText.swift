package import Basics

/// A unit, a place or a public office that a text names. A person stands here only behind or before
/// a public office: never a private person, never who wrote the text.
package struct NameInText: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        case unit, place, office

        package var label: Phrase {
            switch self {
            case .unit: "单位"
            case .place: "地名"
            case .office: "职务"
            }
        }
    }

    package let kind: Kind
    package let name: String
    package let span: TextSpan
    /// Only of an office: who holds it, by the text.
    package let person: String?
    package let personSpan: TextSpan?
}

/// Finds names by their endings and by the level of the state that stands before them: 市…局, X省,
/// 市委书记. A name whose beginning can't be told from the words before it is left out. Costs one
/// pass; look-backs end with the longest name.
struct NameReading {
    private static let longestUnit = 16
    private static let longestPlace = 3

    private let text: ReadText

    /// In the passages that the writer wrote; credits and page furniture name private people.
    static func names(of layout: PieceLayout, in text: ReadText, limit: Limit) -> [NameInText] {
        var names: [NameInText] = []
        let roles: Set<DocumentPart.Role> = [.title, .body, .heading, .addressee, .signature]
        for part in layout.parts where roles.contains(part.role) && names.count < limit.count {
            names += NameReading(text: text).names(in: part.range)
        }
        return Array(names.prefix(limit.count))
    }

    private func names(in range: Range<Int>) -> [NameInText] {
        var names: [NameInText] = []
        var index = range.lowerBound
        var from = range.lowerBound
        var isBehindOffice = false
        let endings = NameWords.endings
        while index < range.upperBound {
            guard endings.mayBegin(with: text.scalars[index]) else {
                index += 1
                continue
            }
            // «市委副书记、市长»: the second belongs to the first.
            let place = Place(
                index: index, from: from, end: range.upperBound,
                next: isBehindOffice && text.scalars[from] == "、" ? from + 1 : nil)
            guard let name = office(place) ?? unit(place) ?? region(place) else {
                index += 1
                continue
            }
            // «示例市» was the beginning of «示例市发展改革委».
            if let last = names.last, last.kind == .place,
                last.span.upperBound > name.found.span.lowerBound
            {
                names.removeLast()
            }
            names.append(name.found)
            index = max(index + 1, name.end)
            if name.found.kind != .place { from = index }
            isBehindOffice = name.found.kind == .office
        }
        return names
    }

    /// Where an ending may begin, how far back a name may reach, and where the passage ends.
    private struct Place {
        let index: Int
        let from: Int
        let end: Int
        /// Behind an office and 、, where another office may begin without its level.
        let next: Int?
    }

    private typealias Found = (found: NameInText, end: Int)

    /// «示例市发展改革委»: from the level before it, with the name of the place before that.
    private func unit(_ place: Place) -> Found? {
        guard
            let length = NameWords.unitEndings.length(
                in: text, at: place.index, end: place.end)
        else { return nil }
        let ending = place.index..<(place.index + length)
        guard let level = level(before: ending, from: place.from) else { return nil }
        let name = (placeName(before: level, from: place.from) ?? level)..<ending.upperBound
        guard name.count >= 3 else { return nil }
        if let length = NameWords.offices.length(in: text, at: name.upperBound, end: place.end) {
            // «市人大常委会主任»
            let office = name.lowerBound..<(name.upperBound + length)
            let holder = person(at: office.upperBound, end: place.end)
            return (found(.office, office, person: holder), holder?.upperBound ?? office.upperBound)
        }
        return (found(.unit, name), name.upperBound)
    }

    /// «示例市»: two or three letters between the level and what no name of a place holds.
    private func region(_ place: Place) -> Found? {
        guard
            let length = NameWords.placeEndings.length(
                in: text, at: place.index, end: place.end),
            let start = placeName(before: place.index, from: place.from)
        else { return nil }
        let name = start..<(place.index + length)
        if name.upperBound < place.end,
            NameWords.notBehindPlace.contains(text.scalars[name.upperBound])
        {
            return nil
        }
        return (found(.place, name), name.upperBound)
    }

    /// «市人大常委会主任梅某某», «王某某总书记»: an office of the state, and its holder where named.
    private func office(_ place: Place) -> Found? {
        guard
            let length = NameWords.offices.length(in: text, at: place.index, end: place.end)
        else { return nil }
        let ending = place.index..<(place.index + length)
        if NameWords.highOffices.isAll(of: ending, in: text),
            let holder = person(before: ending.lowerBound, from: place.from)
        {
            return (found(.office, ending, person: holder), ending.upperBound)
        }
        guard let start = start(ofOffice: ending, place) else { return nil }
        let office = start..<ending.upperBound
        guard !NameWords.otherBodies.stands(in: text, office) else { return nil }
        let holder = person(at: ending.upperBound, end: place.end)
        return (found(.office, office, person: holder), holder?.upperBound ?? office.upperBound)
    }

    private func start(ofOffice ending: Range<Int>, _ place: Place) -> Int? {
        if let level = level(before: ending, from: place.from) {
            return placeName(before: level, from: place.from) ?? level
        }
        if NameWords.levels.contains(text.scalars[leveled(ending)]) {
            return placeName(before: ending.lowerBound, from: place.from) ?? ending.lowerBound
        }
        if let next = place.next, next <= ending.lowerBound, ending.lowerBound - next <= 8,
            (next..<ending.lowerBound).allSatisfy({ ReadText.isHan(text.scalars[$0]) })
        {
            return next
        }
        return NameWords.highOffices.isAll(of: ending, in: text) ? ending.lowerBound : nil
    }

    /// In «副市长» and «常务副市长» the level stands behind what it begins with.
    private func leveled(_ ending: Range<Int>) -> Int {
        ending.first { !"常务副".unicodeScalars.contains(text.scalars[$0]) } ?? ending.lowerBound
    }

    private func found(
        _ kind: NameInText.Kind, _ name: Range<Int>, person: Range<Int>? = nil
    ) -> NameInText {
        NameInText(
            kind: kind, name: text.words(name), span: text.span(of: name),
            person: person.map(text.words), personSpan: person.map(text.span))
    }

    /// The nearest 市, 省, 区, 县 or 国家 before the ending, or the one that the ending begins with.
    private func level(before ending: Range<Int>, from: Int) -> Int? {
        if NameWords.levels.contains(text.scalars[ending.lowerBound]), ending.count <= 3,
            text.scalars[ending.upperBound - 1] == "委"
        {
            return ending.lowerBound
        }
        var index = ending.lowerBound
        let bound = max(from, index - NameReading.longestUnit)
        while index > bound {
            let scalar = text.scalars[index - 1]
            guard ReadText.isHan(scalar), !NameWords.stops.contains(scalar) else { return nil }
            index -= 1
            if NameWords.levels.contains(scalar) { return index }
            if let length = NameWords.topLevels.length(in: text, at: index, end: ending.lowerBound),
                length > 0
            {
                return index
            }
        }
        return nil
    }

    /// Where the two or three letters of a place before its level begin; nil where more letters
    /// stand before them that may be part of it, or where they are no name.
    private func placeName(before level: Int, from: Int) -> Int? {
        var start = level
        while start > from, level - start <= NameReading.longestPlace,
            ReadText.isHan(text.scalars[start - 1]),
            !NameWords.stops.contains(text.scalars[start - 1])
        {
            start -= 1
        }
        for length in [2, 3] where level - length >= start {
            let name = (level - length)..<level
            let isBegin =
                name.lowerBound == start && level - start <= NameReading.longestPlace
                || NameWords.beforePlace.ending(
                    of: max(from, name.lowerBound - 3)..<name.lowerBound, in: text) != nil
            guard isBegin, !NameWords.noPlaces.stands(in: text, name.lowerBound..<(level + 1)),
                !name.contains(where: { NameWords.wholes.contains(text.scalars[$0]) })
            else { continue }
            return name.lowerBound
        }
        return nil
    }

    /// A surname and one or two letters, then a word that no name goes on with.
    private func person(at start: Int, end: Int) -> Range<Int>? {
        // «总书记强调»: a word that begins with a surname.
        guard NameWords.behindPerson.length(in: text, at: start, end: end) ?? 0 < 2,
            let surname = NameWords.surnames.length(in: text, at: start, end: end)
        else { return nil }
        for length in (surname + 1)...(surname + 2) where start + length <= end {
            let name = start..<(start + length)
            guard name.allSatisfy({ ReadText.isHan(text.scalars[$0]) }) else { return nil }
            let isEnd = name.upperBound == end || !ReadText.isHan(text.scalars[name.upperBound])
            if isEnd
                || NameWords.behindPerson.length(in: text, at: name.upperBound, end: end) != nil
            {
                return name
            }
        }
        return nil
    }

    /// «王某某总书记»: three letters, or two, that begin with a surname.
    private func person(before office: Int, from: Int) -> Range<Int>? {
        for length in [3, 2] where office - length >= from {
            let name = (office - length)..<office
            if name.allSatisfy({ ReadText.isHan(text.scalars[$0]) }),
                NameWords.surnames.length(in: text, at: name.lowerBound, end: office) != nil
            {
                return name
            }
        }
        return nil
    }
}
