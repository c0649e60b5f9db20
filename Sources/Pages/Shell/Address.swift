package import Basics

/// Every page of a city, and what can be sent to it. A link is one of these values, never a text; a
/// test asks the router for each. The path starts inside the city: the server puts `/c/<code>`
/// before it.
package enum Address: Hashable, Sendable {
    // The month's walk. Without a month the page shows the latest.
    case home
    case collect
    case collection(Month)
    case sheet(Identifier)
    /// The workbook as it was handed in.
    case sheetFile(Identifier)
    /// How the columns of a sheet were read; POST corrects it.
    case layout(Identifier)
    /// POST takes the sheet into the ledger; DELETE withdraws it.
    case acceptance(Identifier)
    /// 月报; POST begins a round of the own unit's.
    case monthlyReports
    case monthlyReport(Identifier, AddressQuery = [:])
    /// POST saves what was typed into the list of a draft.
    case monthlyRows(Identifier, AddressQuery = [:])
    /// Everything of one project, by its place; POST saves it, DELETE takes a new one out.
    case monthlyRow(Identifier, Int)
    case newMonthlyRow(Identifier)
    /// POST hands the draft in; DELETE takes it back.
    case monthlySubmission(Identifier)
    /// POST passes it on or gives it back.
    case monthlyChecks(Identifier)
    /// What closed months should have said.
    case corrections(AddressQuery = [:])
    /// POST confirms one or gives it back, DELETE takes it back.
    case correction(Int64)
    case suspects(Month?, AddressQuery = [:])
    case suspicion(Identifier)
    /// POST decides a suspicion; DELETE takes the decision back.
    case decision(Identifier)
    case changes(Month?, AddressQuery = [:])
    case dispatch(Month?)
    /// A paper of the meeting: `通报.docx`, `排名.xlsx`.
    case dispatchFile(Month, String)
    /// The rows under one figure of the meeting: `signed`, `total`, `started`, `received`.
    case figure(Month, String, AddressQuery)
    /// Every indicator in force, over the period that the query names.
    case indicators(AddressQuery = [:])
    case indicator(String, AddressQuery = [:])
    /// The facts of an indicator: `of` names groups, with commas between.
    case indicatorRows(String, AddressQuery = [:])
    case cockpit(AddressQuery = [:])
    /// POST keeps a figure on the cockpit; DELETE takes it away.
    case savedFigures
    /// POST lights it.
    case lights(Month)
    case light(Int64)
    /// POST gives a reason (`excuse`), or decides it (`decision`).
    case lightAct(Int64, String)
    /// What others publish.
    case seriesList
    /// One series; POST enters a release.
    case series(String)
    /// POST reads releases from a file.
    case seriesFile(String, String? = nil)
    case scorecards
    case scorecard(String, AddressQuery = [:])
    /// One unit's score, or of all as a book (`export`); POST types numbers of it.
    case score(String, String, AddressQuery = [:])
    case reports(ReportAddress = .list)
    case spotChecks(SpotCheckAddress = .list)
    /// 目标 of one indicator and year; POST sets them.
    case targets(AddressQuery = [:])
    // The ledger.
    case projects(AddressQuery = [:])
    case project(Identifier)
    /// POST says of which class it is.
    case projectClass(Identifier)
    /// POST reports what happened to it.
    case projectEvents(Identifier)
    /// What is written down of a project beside its sheets.
    case projectFields(Identifier)
    /// Everything that happened to a project, in one line of time.
    case projectHistory(Identifier)
    /// One project as one file.
    case projectArchive(Identifier)
    /// The units that a project is assigned to.
    case projectAccess(Identifier)
    /// POST confirms an event by its number or gives it back, DELETE takes it back.
    case projectEvent(Int64)
    /// What waits for the reader's unit to confirm.
    case waitingEvents(AddressQuery = [:])
    /// POST brings evidence.
    case projectEvidences(Identifier)
    /// The file of one piece.
    case projectEvidence(Identifier, Int64)
    /// POST: a piece counts no longer.
    case evidenceWithdrawal(Identifier)
    case projectExport(AddressQuery = [:])
    /// The ledger by stage.
    case projectBoard(AddressQuery = [:])
    /// What a member narrows the ledger to again and again.
    case savedFilters
    /// POST plans the months of its stages.
    case stagePlan(Identifier)
    case projectInvestors(Identifier)
    /// POST says at which link of a chain it works.
    case projectLinks(Identifier)
    /// What arrived for it and what is to arrive.
    case projectMoney(Identifier, AddressQuery = [:])
    /// POST registers money that arrived.
    case projectReceipts(Identifier)
    /// POST plans how much is to arrive in a month.
    case moneyPlan(Identifier)
    /// POST: its money isn't counted.
    case projectExclusions(Identifier)
    /// DELETE: it counts again.
    case projectExclusion(Int64)
    case receipts(AddressQuery = [:])
    case commitments(AddressQuery = [:])
    /// POST records a clause.
    case projectCommitments(Identifier)
    /// One clause; POST records what was done about it.
    case commitment(Int64)
    /// POST asks for a review.
    case projectReviews(Identifier)
    case review(Int64)
    /// POST: points, findings, vetoes.
    case reviewScores(Int64)
    case reviewConclusion(Int64)
    /// POST: they are met.
    case reviewConditions(Int64)
    /// 线索; POST submits one.
    case leads(AddressQuery = [:])
    case newLead
    /// By its number; POST records what was done about it.
    case lead(String)
    case leadReceipt(String)
    case receiptExport(AddressQuery = [:])
    case commitmentExport(AddressQuery = [:])
    /// POST confirms it or gives it back, DELETE takes it back.
    case receipt(Int64)
    case receiptFile(Int64)
    /// POST reports what a closed month should have said of it.
    case projectCorrections(Identifier)
    /// POST makes a month read-only.
    case closings
    // Promises.
    /// POST sends an order.
    case orders(AddressQuery = [:])
    case newOrder(AddressQuery = [:])
    case order(Int64)
    /// POST: answered, closed, given back …
    case orderActs(Int64)
    /// What an act of an order brought.
    case orderFile(Int64, Int64)
    /// What units are assigned to, and by when each gives feedback.
    case assigned(AddressQuery = [:])
    /// POST: what an assigned unit says of its part.
    case projectFeedback(Identifier)
    /// POST: a file counts no longer.
    case orderWithdrawal(Int64)
    /// POST raises an obstacle.
    case obstacles(AddressQuery = [:])
    case newObstacle(AddressQuery = [:])
    case obstacle(Int64)
    /// POST: prepared, presented, decided …
    case obstacleActs(Int64)
    /// 专报: the page printed for a leader.
    case obstacleBrief(Int64)
    /// The same as a .docx.
    case obstacleBriefFile(Int64)
    /// What lies before a leader.
    case decisions(AddressQuery = [:])
    /// Earlier years' ledgers; POST hands one in.
    case ledgers
    case companies(AddressQuery = [:])
    /// POST takes a register of companies over.
    case companyImport
    /// POST to `companies` adds one.
    case newCompany
    case company(Identifier)
    case companyGroup(Identifier)
    /// What can be changed of a company; POST changes it.
    case companyForm(CompanyForm, Identifier)
    /// POST: a name, code or parent ended.
    case companyEnding(CompanyForm, Identifier)
    /// 谈参: the page printed before a meeting.
    case companyBrief(Identifier)
    /// A new record of a meeting with a company; POST saves it.
    case companyContacts(Identifier)
    case contacts(AddressQuery = [:])
    case contactExport(AddressQuery = [:])
    /// One record by its number; POST saves it anew.
    case contact(Int64)
    /// POST: its next step was taken.
    case contactCompletion(Int64)
    /// POST: it counts no longer.
    case contactWithdrawal(Int64)
    /// Lists of companies by kind and year; POST takes an edition.
    case lists
    case list(String, Int, AddressQuery = [:])
    case listExport(String, Int, AddressQuery = [:])
    /// Which company an entry is, by its position; POST decides.
    case listEntry(String, Int, Int)
    case chains(ChainAddress = .list)
    case documents(DocumentAddress = .list())
    case plan(PlanAddress = .list())
    case anchors(AnchorAddress)
    /// Companies that may have been recorded twice; POST says what one thinks of a pair, DELETE
    /// takes it back.
    case duplicates(AddressQuery = [:])
    /// What merging a company into another would do; POST merges them.
    case companyMerging(Identifier, into: Identifier? = nil)
    /// What taking a merging back would do; POST takes it back.
    case companyUnmerging(Identifier)
    // People and the house.
    /// `next` is the path inside the city where the visitor wanted to go.
    case signIn(next: String? = nil)
    case secondFactor
    /// POST ends the session.
    case session
    case account
    case password
    /// Setting up, and for an administrator taking away, a second factor.
    case authenticator
    case members
    case member(Identifier)
    case memberRoles(Identifier)
    /// POST disables, DELETE enables again.
    case memberDisabling(Identifier)
    /// POST: the member leaves for good, after what is theirs was handed over.
    case memberLeaving(Identifier)
    case memberHandover(Identifier)
    /// POST: a temporary password, shown once.
    case memberPassword(Identifier)
    /// DELETE: the next sign-in sets up a second factor anew.
    case memberFactor(Identifier)
    /// DELETE lifts the lock after too many failures.
    case memberLock(Identifier)
    /// DELETE signs out everywhere, this visit included.
    case visits
    case visit(Identifier)
    case tokens
    case token(Identifier)
    case journal(AddressQuery = [:])
    case apiGuide
    /// The JSON twin of a page, from `/api/v1` on.
    case api(String, AddressQuery = [:])
    /// A path inside this city that a request named, only for going back to it.
    case place(String)
}
