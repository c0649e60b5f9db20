import Basics
import Hummingbird
import Logging
import Pages
import People
import Storage

extension Scene {
    /// What went wrong, in words, for a person or for a program. A refusal says what to mend; a
    /// fault gives a number under which the log names it, and nothing else.
    func failure(_ error: any Error) async -> Response {
        switch error {
        case is NoSuchPage: return told([Problem("没有这个页面")], .notFound, noSuchPage())
        case let refusal as SignInRefusal: return signingIn(refusal)
        case let refusal as WrongRequest:
            return told(refusal.problems, refusal.status, refusedPage(refusal.problems))
        case let refusal as MemberRefusal:
            if case .forbidden = refusal {
                return told(refusal.problems, .forbidden, forbiddenPage(refusal.problems))
            }
            return told(refusal.problems, .unprocessable, refusedPage(refusal.problems))
        case let refusal as any Refusal:
            return told(refusal.problems, .unprocessable, refusedPage(refusal.problems))
        case StorageFault.busy, StorageFault.unavailable:
            house.logger.warning("storage: \(kind(of: error))")
            return told([Problem("数据库正忙，请稍后再试")], .unavailable, busyPage())
        case StorageFault.unstorable:
            let problem = Problem("内容里有存不了的字符，请去掉后再试")
            return told([problem], .unprocessable, refusedPage([problem]))
        default:
            let number = incidentNumber()
            house.logger.error("incident \(number): \(kind(of: error))")
            return told(
                [Problem("系统出了故障，编号\(number)")], .fault, faultPage(number: number))
        }
    }

    private func signingIn(_ refusal: SignInRefusal) -> Response {
        if isAPI {
            // The reconciliation service is bound to this status by its own specification.
            let status: AnswerStatus = isReconciling ? .unauthorized : .forbidden
            return told(refusal.problems, status, refusedPage(refusal.problems))
        }
        switch refusal {
        case .noVisit:
            let inside = path.dropFirst(city?.root.count ?? 0)
            let isReading = request.method == .get
            let next = isReading && inside.count > 1 ? String(inside) : nil
            return response(.redirect(to: .signIn(next: next)))
        case .unfinished(let requirements):
            return response(.redirect(to: step(requirements)))
        default: return told(refusal.problems, .unprocessable, refusedPage(refusal.problems))
        }
    }

    private func told(
        _ problems: [Problem], _ status: AnswerStatus, _ page: Page
    ) -> Response {
        guard isAPI else { return framed(page, status) }
        let lexicon = house.lexicon(language)
        return jsonResponse(.object(["problems": problemsJSON(problems, lexicon)]), status)
    }

    /// Type and case of an error: what it carries may be somebody's data and stays out of the log.
    private func kind(of error: any Error) -> String {
        let name = "\(type(of: error))"
        if case StorageFault.statement(let code, let message) = error {
            return "\(name) \(code) \(message.prefix(200))"
        }
        return name + "." + String(describing: error).prefix { $0 != "(" }.prefix(80)
    }

    private func incidentNumber() -> String {
        String(house.world.random() % 1_000_000_000_000, radix: 36, uppercase: true)
    }
}

/// Where the next step of signing in is done.
func step(_ requirements: [Requirement]) -> Address {
    switch requirements.first {
    case .secondFactor: .secondFactor
    case .enrolment: .authenticator
    case .newPassword: .password
    case nil: .home
    }
}
