import Basics
import Markup
import People
import Promises
import Rules

extension ObstacleState {
    var light: Light {
        switch self {
        case .raised, .presented: .watch
        case .prepared: .info
        case .decided, .settled: .good
        }
    }
}

extension OrderScene {
    /// «已等12个工作日», with the mark of a year whose working days nobody published yet.
    @HTMLBuilder func waited(_ obstacle: Obstacle) -> HTML {
        let wait = obstacle.waited(until: today, rules: rules)
        badge(wait.workingDays > 10 ? .bad : .watch, "已等\(wait.workingDays)个工作日")
        if !wait.isPublished {
            " "
            badge(.watch, "未公布")
        }
    }

    /// The project that a list or a form is about.
    @HTMLBuilder func line(about: OrderTopic?) -> HTML {
        if let about {
            p {
                about.label
                about.link
            }
        }
    }
}

extension ObstaclePreparation {
    var optionList: HTML {
        ol { for option in options { li(option) } }
    }
}

/// Leaders to choose from, by name.
func leaderChoices(_ leaders: [Member]) -> [Choice] {
    leaders.map { Choice($0.id.text, text: $0.name) }
}
