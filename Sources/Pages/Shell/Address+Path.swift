import Basics

extension Address {
    /// The path inside the city with its query, percent-encoded.
    package var path: String {
        switch self {
        case .home: "/"
        case .collect: "/collect"
        case .collection(let month): "/collections/\(month)"
        case .monthlyReports: "/monthly-reports"
        case .monthlyReport(let id, let query): "/monthly-reports/\(id)" + query.text
        case .monthlyRows(let id, let query): "/monthly-reports/\(id)/rows" + query.text
        case .monthlyRow(let id, let position): "/monthly-reports/\(id)/rows/\(position)"
        case .newMonthlyRow(let id): "/monthly-reports/\(id)/new-row"
        case .monthlySubmission(let id): "/monthly-reports/\(id)/submission"
        case .monthlyChecks(let id): "/monthly-reports/\(id)/checks"
        case .corrections(let query): "/corrections" + query.text
        case .correction(let number): "/corrections/\(number)"
        case .sheet(let id): "/sheets/\(id)"
        case .sheetFile(let id): "/sheets/\(id)/file"
        case .layout(let id): "/sheets/\(id)/layout"
        case .acceptance(let id): "/sheets/\(id)/acceptance"
        case .suspects(let month, let query): monthly("/suspects", month) + query.text
        case .suspicion(let id): "/suspicions/\(id)"
        case .decision(let id): "/suspicions/\(id)/decision"
        case .changes(let month, let query): monthly("/changes", month) + query.text
        case .dispatch(let month): monthly("/dispatch", month)
        case .dispatchFile(let month, let name): "/dispatch/\(month)/files/" + percentEncoded(name)
        case .figure(let month, let name, let query):
            "/dispatch/\(month)/figures/\(name)" + query.text
        case .indicators(let query): "/indicators" + query.text
        case .indicator(let id, let query): "/indicators/\(percentEncoded(id))" + query.text
        case .indicatorRows(let id, let query):
            "/indicators/\(percentEncoded(id))/rows" + query.text
        case .cockpit(let query): "/cockpit" + query.text
        case .savedFigures: "/cockpit/figures"
        case .lights(let month): "/lights/\(month)"
        case .light(let number): "/lights/one/\(number)"
        case .lightAct(let number, let act): "/lights/one/\(number)/\(act)"
        case .seriesList: "/series"
        case .series(let id): "/series/\(percentEncoded(id))"
        case .seriesFile(let id, let file):
            "/series/\(percentEncoded(id))/files" + (file.map { "/" + $0 } ?? "")
        case .scorecards: "/scorecards"
        case .scorecard(let id, let query): "/scorecards/\(percentEncoded(id))" + query.text
        case .score(let id, let unit, let query):
            "/scorecards/\(percentEncoded(id))/\(percentEncoded(unit))" + query.text
        case .reports(let address): address.path
        case .spotChecks(let address): address.path
        case .targets(let query): "/targets" + query.text
        case .projects(let query): "/projects" + query.text
        case .project(let id): "/projects/\(id)"
        case .projectClass(let id): "/projects/\(id)/class"
        case .projectEvents(let id): "/projects/\(id)/events"
        case .projectFields(let id): "/projects/\(id)/fields"
        case .projectHistory(let id): "/projects/\(id)/history"
        case .projectArchive(let id): "/projects/\(id)/archive"
        case .projectAccess(let id): "/projects/\(id)/access"
        case .projectEvent(let number): "/events/\(number)"
        case .waitingEvents(let query): "/events" + query.text
        case .projectEvidences(let id): "/projects/\(id)/evidence"
        case .projectEvidence(let id, let number): "/projects/\(id)/evidence/\(number)"
        case .evidenceWithdrawal(let id): "/projects/\(id)/withdrawal"
        case .projectExport(let query): "/projects/export" + query.text
        case .projectBoard(let query): "/projects/board" + query.text
        case .savedFilters: "/projects/filters"
        case .stagePlan(let id): "/projects/\(id)/stage-plan"
        case .projectInvestors(let id): "/projects/\(id)/investors"
        case .projectLinks(let id): "/projects/\(id)/links"
        case .projectMoney(let id, let query): "/projects/\(id)/money" + query.text
        case .projectReceipts(let id): "/projects/\(id)/receipts"
        case .moneyPlan(let id): "/projects/\(id)/money-plan"
        case .projectExclusions(let id): "/projects/\(id)/exclusions"
        case .projectExclusion(let number): "/exclusions/\(number)"
        case .receipts(let query): "/receipts" + query.text
        case .commitments(let query): "/commitments" + query.text
        case .projectCommitments(let id): "/projects/\(id)/commitments"
        case .commitment(let number): "/commitments/\(number)"
        case .projectReviews(let id): "/projects/\(id)/reviews"
        case .review(let number): "/reviews/\(number)"
        case .reviewScores(let number): "/reviews/\(number)/scores"
        case .reviewConclusion(let number): "/reviews/\(number)/conclusion"
        case .reviewConditions(let number): "/reviews/\(number)/conditions"
        case .leads(let query): "/leads" + query.text
        case .newLead: "/leads/new"
        case .lead(let number): "/leads/\(percentEncoded(number))"
        case .leadReceipt(let number): "/leads/\(percentEncoded(number))/receipt"
        case .receiptExport(let query): "/receipts/export" + query.text
        case .commitmentExport(let query): "/commitments/export" + query.text
        case .receipt(let number): "/receipts/\(number)"
        case .receiptFile(let number): "/receipts/\(number)/file"
        case .projectCorrections(let id): "/projects/\(id)/corrections"
        case .closings: "/closings"
        case .orders(let query): "/orders" + query.text
        case .newOrder(let query): "/orders/new" + query.text
        case .order(let number): "/orders/\(number)"
        case .orderActs(let number): "/orders/\(number)/acts"
        case .assigned(let query): "/assigned" + query.text
        case .projectFeedback(let id): "/projects/\(id)/feedback"
        case .orderFile(let number, let act): "/orders/\(number)/files/\(act)"
        case .orderWithdrawal(let number): "/orders/\(number)/withdrawal"
        case .obstacles(let query): "/obstacles" + query.text
        case .newObstacle(let query): "/obstacles/new" + query.text
        case .obstacle(let number): "/obstacles/\(number)"
        case .obstacleActs(let number): "/obstacles/\(number)/acts"
        case .obstacleBrief(let number): "/obstacles/\(number)/brief"
        case .obstacleBriefFile(let number): "/obstacles/\(number)/brief/file"
        case .decisions(let query): "/decisions" + query.text
        case .ledgers: "/ledgers"
        case .companies(let query): "/companies" + query.text
        case .companyImport: "/companies/import"
        case .newCompany: "/companies/new"
        case .company(let id): "/companies/\(id)"
        case .companyGroup(let id): "/companies/\(id)/group"
        case .companyForm(let form, let id): "/companies/\(id)/\(form.rawValue)"
        case .companyEnding(let form, let id): "/companies/\(id)/\(form.rawValue)/ending"
        case .companyBrief(let id): "/companies/\(id)/brief"
        case .companyContacts(let id): "/companies/\(id)/contacts"
        case .contacts(let query): "/contacts" + query.text
        case .contactExport(let query): "/contacts/export" + query.text
        case .contact(let number): "/contacts/\(number)"
        case .contactCompletion(let number): "/contacts/\(number)/completion"
        case .contactWithdrawal(let number): "/contacts/\(number)/withdrawal"
        case .lists: "/lists"
        case .list(let kind, let year, let query): "/lists/\(kind)/\(year)" + query.text
        case .listExport(let kind, let year, let query):
            "/lists/\(kind)/\(year)/export" + query.text
        case .listEntry(let kind, let year, let position):
            "/lists/\(kind)/\(year)/entries/\(position)"
        case .chains(let address): address.path
        case .documents(let address): address.path
        case .plan(let address): address.path
        case .anchors(let address): address.path
        case .duplicates(let query): "/companies/duplicates" + query.text
        case .companyMerging(let id, let into):
            "/companies/\(id)/merging" + (["into": into?.text] as AddressQuery).text
        case .companyUnmerging(let id): "/companies/\(id)/unmerging"
        case .signIn(let next): "/session/new" + (["next": next] as AddressQuery).text
        case .secondFactor: "/session/code"
        case .session: "/session"
        case .account: "/account"
        case .password: "/account/password"
        case .authenticator: "/account/authenticator"
        case .members: "/members"
        case .member(let id): "/members/\(id)"
        case .memberRoles(let id): "/members/\(id)/roles"
        case .memberDisabling(let id): "/members/\(id)/disabling"
        case .memberLeaving(let id): "/members/\(id)/leaving"
        case .memberHandover(let id): "/members/\(id)/handover"
        case .memberPassword(let id): "/members/\(id)/password"
        case .memberFactor(let id): "/members/\(id)/factor"
        case .memberLock(let id): "/members/\(id)/lock"
        case .visits: "/account/visits"
        case .visit(let id): "/account/visits/\(id)"
        case .tokens: "/account/tokens"
        case .token(let id): "/account/tokens/\(id)"
        case .journal(let query): "/journal" + query.text
        case .apiGuide: "/api"
        case .api(let path, let query): "/api/v1" + path + query.text
        case .place(let path): path.hasPrefix("/") ? path : "/"
        }
    }
}
