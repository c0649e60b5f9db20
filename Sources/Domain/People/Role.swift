package import Basics
package import Rules

/// What a member is in the city's work. The three administrators (三员) know accounts, roles and
/// the journal; they are not the city's people and see no project.
package enum Role: String, Sendable, CaseIterable {
    case leader, headquarters
    case taskForce = "task_force"
    case district, park, department, station, auditor
    case systemAdministrator = "system_administrator"
    case securityAdministrator = "security_administrator"
    case auditAdministrator = "audit_administrator"

    package static let administrators: Set<Role> = [
        .systemAdministrator, .securityAdministrator, .auditAdministrator,
    ]

    package var isAdministrator: Bool { Role.administrators.contains(self) }

    package var label: Phrase {
        switch self {
        case .leader: "市领导"
        case .headquarters: "指挥部办公室"
        case .taskForce: "产业链专班"
        case .district: "区市、功能区"
        case .park: "园区"
        case .department: "部门"
        case .station: "驻外招商站"
        case .auditor: "审计机关"
        case .systemAdministrator: "系统管理员"
        case .securityAdministrator: "安全管理员"
        case .auditAdministrator: "审计管理员"
        }
    }

    /// The kinds of unit whose members may have the role; nil where any may.
    package var unitKinds: Set<UnitKind>? {
        switch self {
        case .headquarters: [.headquarters]
        case .taskForce: [.taskForce]
        case .district: [.district, .zone]
        case .park: [.park]
        case .department: [.department]
        case .station: [.station]
        case .leader, .auditor, .systemAdministrator, .securityAdministrator,
            .auditAdministrator:
            nil
        }
    }
}

/// Something a member does that not everyone may. What a member may *see* is `Sight`.
package enum Permission: String, Sendable, CaseIterable {
    // The administrators' own.
    case manageAccounts = "manage_accounts"
    case grantRoles = "grant_roles"
    /// End other people's visits, lift a lock.
    case manageVisits = "manage_visits"
    case readJournal = "read_journal"
    // The city's work.
    /// Hand in sheets: for every unit where the sight is the whole city, else for the own unit.
    case collect
    case closeMonth = "close_month"
    case decideSuspicions = "decide_suspicions"
    case makeDispatch = "make_dispatch"
    case correctLayouts = "correct_layouts"
    case seeProjects = "see_projects"
    case export
    /// Earlier years' ledgers and registers of companies: what holds for the whole city.
    case importRecords = "import_records"
    /// Names, codes, parents and standing of companies.
    case editCompanies = "edit_companies"
    /// Chains: their links, who sits there, how they are graded.
    case editChains = "edit_chains"
    /// 对接记录: for every unit where the sight is the whole city, else for the own unit.
    case recordContacts = "record_contacts"
    /// Stages, pauses, evidence of projects: in the name of the own unit.
    case reportStages = "report_stages"
    /// Confirm what another unit reported of a stage, as far as the rule names the own unit's kind.
    case confirmStages = "confirm_stages"
    /// Money that arrived and is to arrive, in the name of the own unit.
    case reportReceipts = "report_receipts"
    /// Confirm what another unit reported of money, as far as the rule names the own unit's kind.
    case confirmReceipts = "confirm_receipts"
    /// Mark a project as one whose money isn't counted.
    case decideExclusions = "decide_exclusions"
    /// 督办单, 提示函, 批示交办件: send them, and close what the own unit sent.
    case issueOrders = "issue_orders"
    /// Answer what the own unit owns, ask for another day.
    case answerOrders = "answer_orders"
    /// 招商线索: submit them and work on those of the own unit.
    case submitLeads = "submit_leads"
    /// 堵点问题: add options and advice, bring them before a leader, settle them without one.
    case prepareObstacles = "prepare_obstacles"
    /// 批示: decide what was brought before oneself.
    case decideObstacles = "decide_obstacles"
    /// 目标: what units are to reach in a year.
    case setTargets = "set_targets"
    /// Figures that others publish: official series, and what media said.
    case recordSeries = "record_series"
    /// 抽查: draw projects from a figure and write down what was found.
    case checkProjects = "check_projects"
    /// 核定: agree that a paper is given out, as far as its letter names the own unit.
    case approveReleases = "approve_releases"
    /// 年度行动计划: objectives, and tasks for every unit.
    case setPlans = "set_plans"
    /// Report on the plan's items of the own unit, break them down, decide on what it set.
    case workPlans = "work_plans"
    /// 收文: take papers in, and decide what is used of them.
    case reviewDocuments = "review_documents"
    case makeTokens = "make_tokens"

    package var label: Phrase {
        switch self {
        case .manageAccounts: "管理账号"
        case .grantRoles: "授予角色"
        case .manageVisits: "管理会话和锁定"
        case .readJournal: "查看日志"
        case .collect: "报送报表"
        case .closeMonth: "关账"
        case .decideSuspicions: "判定疑似重复"
        case .makeDispatch: "生成调度材料"
        case .correctLayouts: "更正表头"
        case .seeProjects: "查看项目"
        case .export: "导出"
        case .importRecords: "导入往年台账和企业名录"
        case .editCompanies: "维护企业信息"
        case .editChains: "维护产业链"
        case .recordContacts: "登记对接记录"
        case .reportStages: "报送阶段和佐证"
        case .confirmStages: "确认阶段"
        case .reportReceipts: "登记到账和资金计划"
        case .confirmReceipts: "确认到账"
        case .decideExclusions: "认定不计入"
        case .issueOrders: "发督办和销号"
        case .answerOrders: "反馈督办"
        case .submitLeads: "提交和办理线索"
        case .prepareObstacles: "拟办堵点问题"
        case .decideObstacles: "批示堵点问题"
        case .setTargets: "下达和调整目标"
        case .recordSeries: "登记公开发布的数据"
        case .checkProjects: "抽查项目"
        case .approveReleases: "核定对外发布的文稿"
        case .setPlans: "编制行动计划"
        case .workPlans: "落实行动计划"
        case .reviewDocuments: "收文和审阅"
        case .makeTokens: "生成接口令牌"
        }
    }
}

extension Role {
    package var permissions: Set<Permission> {
        switch self {
        case .leader: [.seeProjects, .makeDispatch, .export, .issueOrders, .decideObstacles]
        case .headquarters:
            [
                .collect, .closeMonth, .decideSuspicions, .makeDispatch, .correctLayouts,
                .seeProjects, .export, .importRecords, .editCompanies, .editChains,
                .recordContacts, .reportStages, .confirmStages, .reportReceipts, .confirmReceipts,
                .decideExclusions, .issueOrders, .answerOrders, .prepareObstacles, .submitLeads,
                .setTargets, .recordSeries, .approveReleases, .checkProjects, .setPlans, .workPlans,
                .reviewDocuments, .makeTokens,
            ]
        case .district, .park, .station:
            [
                .collect, .correctLayouts, .seeProjects, .export, .recordContacts, .reportStages,
                .reportReceipts, .answerOrders, .submitLeads, .workPlans, .reviewDocuments,
                .makeTokens,
            ]
        case .taskForce:
            [
                .seeProjects, .export, .editChains, .recordContacts, .answerOrders, .submitLeads,
                .workPlans, .reviewDocuments, .makeTokens,
            ]
        case .department:
            [
                .seeProjects, .export, .recordContacts, .confirmStages, .confirmReceipts,
                .answerOrders, .submitLeads, .recordSeries, .approveReleases, .workPlans,
                .reviewDocuments, .makeTokens,
            ]
        case .auditor: [.seeProjects, .export]
        case .systemAdministrator: [.manageAccounts]
        case .securityAdministrator: [.grantRoles, .manageVisits]
        case .auditAdministrator: [.readJournal]
        }
    }

    /// Everything that forbids these roles together, at this unit, with this end. Empty: they may
    /// stand.
    package static func problems(
        of roles: Set<Role>, unit: Unit?, endsOn: Day?
    ) -> [Problem] {
        var problems: [Problem] = []
        let place = Place.field("roles")
        let administrators = roles.intersection(Role.administrators).sorted()
        if let one = administrators.first, roles.count > 1 {
            problems.append(Problem("\(one.label)不得兼任其他角色", at: place))
        }
        if roles.contains(.auditor) {
            if roles.count > 1, administrators.isEmpty {
                problems.append(Problem("审计机关的账号只读，不得兼任其他角色", at: place))
            }
            if endsOn == nil {
                problems.append(Problem("审计机关的账号须有截止日期", at: .field("ends_on")))
            }
        }
        if let unit {
            for role in roles.sorted() {
                if let kinds = role.unitKinds, !kinds.contains(unit.kind) {
                    problems.append(
                        Problem("\(unit.name)是\(unit.kind.label)，不能授予\(role.label)", at: place))
                }
            }
        }
        return problems
    }
}

extension Role: Comparable {
    package static func < (left: Role, right: Role) -> Bool { left.order < right.order }
    private var order: Int { Role.allCases.firstIndex(of: self) ?? 0 }
}
