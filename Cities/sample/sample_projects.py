"""The invented projects of the sample city: what its ten units would report if all of them wrote alike.

Everything is invented. No name core of an investor occurs in the company data that the tests use; the
cities that investors come from are real; credit codes lie in divisions that do not exist (pp9900).
"""
import copy
import dataclasses
import datetime
import random

SEED = 20260925
CORES = """
    颢棠 筠堃 砚晖 苇濛 栩澍 曦濛 曦砾 栩桁 岑砾 泓隽 皓棠 岑隽 筠隽 澄湜 霁芃 皓弋 湛堃 珞棠 钧砾 珞烁 骁棠 苇籁 稷峤 霁濛 岚芃 曦烁
    皓翊 汐璟 泓籁 颢畴 泓畴 霁樾 栩烁 泓璟 筠璟 煦榆 泓樾 澄樾 翎翊 翎樾 曦芃 澄堃 泓榆 漪桁 澄晖 筠榆 缙澍 朔峤 珞樾 霁棠 澄弋 颢籁
    睿砾 岑弋 苇烁 苇堃 苇砾 皓烁 珞澍 钧峤 邺籁 澄垣 湛隽 霁峤 筠烁 泓垣 珞垣 澄烁 砚桁 稷棠 漪湜 苇畴 砚烁 岑垣 霁翊 睿晖 砚隽 骁璟
    缙璟 曦湜 汐榆 霁桁 稷隽 砚砾 稷晖 缙桁 澄芃 栩濛 煦湜 缙峤 泓峤 澄濛 漪堃 颢榆 泓堃 睿桁 汐濛 苇棠 邺璟 汐翊 苇隽 颢峤 苇樾 煦翊
    邺湜 砚弋 颢澍 栩籁 泓湜 汐峤 皓晖 砚湜 稷籁 澄棠 霁堃 泓桁 煦籁 睿弋 湛烁 珞弋 曦榆 煦垣 邺桁 栩芃 稷澍 翎畴 翎芃 珞堃 睿峤 栩湜
    皓芃 苇璟 骁樾 澄峤 颢樾 苇弋 颢堃 睿隽 缙榆 缙棠 珞璟 骁湜 珞翊 颢弋 朔堃 缙芃 珞濛 颢璟 骁隽 湛砾 澄桁 澄籁 颢翊 珞畴 栩隽 煦樾
    煦桁 汐桁 栩堃 筠澍 皓隽 骁榆 栩翊 岚棠 湛峤 稷堃 岑樾 朔砾 筠垣 岑峤 骁芃 苇桁 岚隽 钧籁 煦弋 睿畴 朔籁 岑璟 曦堃 苇湜 钧堃 霁澍
    岚湜 邺峤 珞榆 霁弋 汐垣 漪澍 缙堃 岑澍 曦棠 岑芃 钧棠 朔樾 湛濛 缙樾 皓堃 漪峤 煦濛 邺榆 砚澍 岑湜 曦弋 砚樾 栩晖 睿濛 煦芃 岑籁
    汐隽 翎濛 泓晖 骁晖 澄榆 泓弋 邺垣 钧樾 邺芃 漪芃 朔棠 曦畴 钧烁 苇垣 湛翊 翎隽 湛樾 稷烁 稷畴 钧榆 骁垣 湛澍 栩棠 岑堃 霁垣 煦棠
""".split()

DISTRICTS = ["东屿区", "西岭区", "南汀区", "北塬区", "云栖区",
             "临泓区", "安澜市", "清溪县", "示例高新区", "示例经开区"]

# Of each chain: what is made and the trade of who makes it; how capacity is counted, where it is.
CHAINS = {
    "生物医药": (None, "抗体药物:生物医药 体外诊断试剂:医疗科技 中药配方颗粒:药业 "
                 "骨科植入器械:医疗科技 海洋药物:生物医药"),
    "集成电路": ("万只", "功率器件:半导体 压力传感器:微电子 车规级模组:半导体 "
                 "射频前端模块:微电子 存储模组:电子"),
    "新型显示": ("万片", "光学膜:光电 车载显示屏:显示科技 柔性盖板:光电 显示驱动模组:显示科技 "
                 "导光板:光电"),
    "智能装备": ("台", "协作机器人:机器人 数控磨床:精密机械 智能分拣机:智能装备 "
                 "激光焊接机:智能装备 巡检机器人:机器人"),
    "新能源汽车": ("万套", "电驱动总成:汽车科技 车用线束:汽车零部件 轻量化底盘:汽车零部件 "
                  "充电模块:汽车科技 车载空调压缩机:汽车零部件"),
    "海洋装备": ("套", "深水系泊系统:海洋工程 船用推进器:船舶科技 水下机器人:海洋科技 "
                 "养殖工船设备:船舶科技 海上风电安装平台:海洋工程"),
    "绿色能源": ("套", "储能集装箱:储能科技 光伏支架:新能源 制氢电解槽:氢能科技 换热机组:能源科技 "
                 "风电叶片:新能源"),
    "软件和人工智能": (None, "工业软件研发中心:软件 算力调度平台:数字科技 海洋大模型平台:人工智能 "
                    "数据标注基地:数字科技 智能客服中心:信息技术"),
    "现代物流": (None, "冷链分拨中心:供应链 多式联运场站:物流 跨境电商仓:供应链 智慧云仓:物流 "
                 "汽车零配件物流中心:物流"),
    "现代轻工": (None, "宠物食品:食品 运动鞋服:服饰 定制家居:家居 烘焙原料:食品 日化用品:日化"),
    "高端化工与新材料": ("吨", "改性塑料:新材料 碳纤维制品:复合材料 水性涂料:化工科技 特种橡胶:新材料 "
                     "石墨烯散热膜:材料科技"),
    "低空经济": (None, "无人机总装:航空科技 飞行控制系统:航空科技 低空物流枢纽:低空科技 "
                 "航空复合材料:复合材料 起降场运营:低空科技"),
}
PLACES = {"上海": "31", "深圳": "44", "杭州": "33", "苏州": "32", "北京": "11", "武汉": "42",
          "合肥": "34", "成都": "51", "西安": "61", "厦门": "35", "长沙": "43", "济南": "37"}
MODES = ["产业链招商", "以商招商", "资本招商", "园区招商", "场景招商", "科技招商"]
STAGES = ["在谈", "签约", "开工", "竣工", "投产"]
TOWNS = ["{}投促中心", "{}工业园", "临港街道", "山前镇", "创新街道"]
REMARKS = ["", "", "", "正在办理用地手续", "已完成备案", "租用标准厂房", "设备安装中", "待环评批复", "二季度纳统"]
MONTHS = {9: datetime.date(2026, 9, 25), 10: datetime.date(2026, 10, 25)}


@dataclasses.dataclass
class Project:
    key: str
    district: str
    name: str
    investors: list            # of (name as written, credit code or None, registered name)
    total: int                 # 万 of the currency
    chain: str
    mode: str
    stage: str
    agreement: str             # formal framework none, as it is
    signed: datetime.date | None
    received: int              # 万元
    contact: str
    evidence: bool | None
    remark: str = ""
    currency: str = "CNY"
    reported_agreement: str | None = None
    stated_total: str | None = None    # what the cell says where it is a slip of the unit
    dropped: bool = False

    @property
    def fixed(self):
        return self.total * 6 // 1000 * 100


def credit_code(province, rng, valid=True):
    """GB 32100-2015 with its check character; the division pp9900 does not exist."""
    letters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body = f"91{province}9900MA" + "".join(rng.choice(letters) for _ in range(6))
    organisation = body[8:16]
    values = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    weights = [3, 7, 9, 10, 5, 8, 4, 2]
    rest = 11 - sum(values.index(c) * w for c, w in zip(organisation, weights)) % 11
    body += {10: "X", 11: "0"}.get(rest, str(rest))
    check = (31 - sum(letters.index(c) * pow(3, i, 31) for i, c in enumerate(body)) % 31) % 31
    if not valid:
        check = (check + 7) % 31
    return body + letters[check]


class City:
    """Draws projects one after another, each investor's name core once."""

    def __init__(self):
        self.rng = random.Random(SEED)
        self.cores = list(CORES)
        self.count = 0

    def company(self, trade, place=None, form="有限公司", core=None):
        place = place or self.rng.choice(list(PLACES))
        core = core or self.cores.pop(0)
        name = f"{place}{core}{trade}{form}"
        code = credit_code(PLACES[place], self.rng, valid=self.rng.random() > 0.03)
        return core, name, code if self.rng.random() < 0.6 else None

    def project(self, district, stage=None, **given):
        rng = self.rng
        self.count += 1
        chain = given.pop("chain", None) or rng.choice(list(CHAINS))
        unit, products = CHAINS[chain]
        product, trade = rng.choice(products.split()).split(":")
        form = rng.choice(["有限公司", "有限公司", "股份有限公司", "集团有限公司"])
        core, company, code = self.company(trade, form=given.pop("form", form))
        names = ["{c}{p}项目", "{p}产业化项目", "{c}{p}生产基地"]
        if unit:
            names.append("年产{n}{u}{p}项目")
        if product.endswith(("中心", "平台", "枢纽", "场站", "仓", "运营", "基地")):
            names = ["{c}{p}项目", "{p}项目（{c}）"]
        count = rng.choice(["120", "300", "500", "2000"] if unit in ("台", "套") else
                           ["10", "30", "50", "200"] if unit != "吨" else ["5000", "1.2万", "3万"])
        name = rng.choice(names).format(c=core, p=product, n=count, u=unit)
        stage = stage or rng.choices(STAGES, [30, 32, 22, 7, 9])[0]
        total = rng.choice([*range(3000, 10000, 500), *range(10000, 60000, 1000),
                            *range(60000, 260000, 5000)])
        signed = None
        if stage != "在谈":
            first, days = {"签约": (datetime.date(2026, 1, 6), 255),
                           "开工": (datetime.date(2025, 9, 3), 270)}.get(
                stage, (datetime.date(2025, 2, 10), 200))
            signed = first + datetime.timedelta(days=rng.randrange(days))
        received = 0 if stage == "在谈" else total * rng.choice([0, 5, 10, 20, 30]) // 10000 * 100
        made = Project(
            key=f"S{self.count:04}", district=district, name=name,
            investors=[(company, code, company)], total=total, chain=chain,
            mode=rng.choice(MODES), stage=stage, agreement="none" if stage == "在谈" else "formal",
            signed=signed, received=received,
            contact=rng.choice(TOWNS).format(district.removeprefix("示例")),
            evidence=None if stage == "在谈" else True, remark=rng.choice(REMARKS))
        for field, value in given.items():
            setattr(made, field, value)
        return made


def september():
    """The projects of month one by district, and the groups that are planted among them."""
    city = City()
    rng = city.rng
    projects = {d: [city.project(d) for _ in range(rng.randrange(14, 18))] for d in DISTRICTS}
    planted = dict(duplicates=[], must_not_flag=[], resignings=[], framework=[], no_evidence=[], unit=[])

    def place(project):
        row = projects[project.district]
        row.insert(rng.randrange(len(row) + 1), project)
        return project

    def twice(kind, first, second, change_name, change_investor, factor=1.0):
        one = place(city.project(first, "签约", form="有限公司"))
        two = copy.deepcopy(one)
        two.key, two.district = one.key + "b", second
        two.name = change_name(one.name)
        written, code, entity = two.investors[0]
        two.investors = [change_investor(written, code) + (entity,)]
        two.total = int(one.total * factor) // 100 * 100
        two.contact = TOWNS[0].format(second.removeprefix("示例"))
        planted["duplicates"].append((kind, [one.key, place(two).key]))

    def bare(name, code):
        for place_name in PLACES:
            name = name.removeprefix(place_name)
        for form in ("股份有限公司", "集团有限公司", "有限公司"):
            name = name.removesuffix(form)
        return name, None

    twice("short_name", "东屿区", "清溪县", lambda n: n, bare)
    twice("other_title", "西岭区", "示例高新区", lambda n: n.replace("项目", "") + "（总部）项目",
          lambda n, c: (n, c), 0.9)
    twice("bracketed_place", "南汀区", "安澜市", lambda n: n,
          lambda n, c: (f"{n[2:]}".replace("有限公司", f"（{n[:2]}）有限公司"), None))

    # One group, two firms, two projects; and two phases of one works: alike, and not the same.
    chain = "新能源汽车"
    core = city.cores.pop(0)
    pair = []
    for district, place_name, trade in (("北塬区", "杭州", "汽车科技"), ("示例经开区", "合肥", "新能源")):
        one = city.project(district, "签约", chain=chain)
        name = f"{place_name}{core}{trade}有限公司"
        one.investors = [(name, credit_code(PLACES[place_name], rng), name)]
        pair.append(place(one).key)
    planted["must_not_flag"].append(("same_group", pair))
    first = place(city.project("云栖区", "投产"))
    second = copy.deepcopy(first)
    second.key, second.district, second.stage = first.key + "p", "临泓区", "签约"
    first.name, second.name = first.name + "（一期）", second.name + "（二期）"
    second.total = first.total * 2
    planted["must_not_flag"].append(("phases", [first.key, place(second).key]))

    # Investors over several rows, a foreign one in dollars.
    for district in ("云栖区", "安澜市"):
        joint = place(city.project(district, "签约"))
        _, partner, code = city.company("投资", form="合伙企业（有限合伙）")
        joint.investors.append((partner, code, partner))
    foreign = place(city.project("云栖区", "签约", currency="USD", total=3200, received=0))
    foreign.investors = [("维尔伦海事（新加坡）有限公司", None, "维尔伦海事（新加坡）有限公司")]

    # A framework that calls itself formal, and one that says what it is.
    false = place(city.project("示例经开区", "签约", agreement="framework", reported_agreement="formal",
                               remark="目前仅签订战略合作框架协议，正式协议洽谈中"))
    planted["framework"].append(false.key)
    place(city.project("东屿区", "签约", agreement="framework", remark="框架协议"))
    for district in ("东屿区", "示例经开区"):
        planted["no_evidence"].append(place(city.project(district, "签约", evidence=False)).key)

    # 万元 in a column of 亿元: 4.2亿元 written 42000.
    slip = place(city.project("西岭区", "签约", total=42000, received=2000, stated_total="42000"))
    planted["unit"].append(slip.key)

    # Signed in 2025 and signed again this year; the ledger of 2025 has the first signing.
    again = place(city.project("北塬区", "签约", signed=datetime.date(2026, 8, 18)))
    planted["resignings"].append(again.key)
    again2 = place(city.project("示例高新区", "签约", signed=datetime.date(2026, 5, 12)))
    planted["resignings"].append(again2.key)
    return city, projects, planted


def ledger_2025(city, projects, planted):
    """The rows of the earlier year's ledger: what was signed then, also what is signed again now."""
    rows = []
    everything = [p for d in DISTRICTS for p in projects[d]]
    for project in everything:
        if project.key in planted["resignings"]:
            old = copy.deepcopy(project)
            old.signed = datetime.date(2025, city.rng.randrange(2, 12), 9)
            rows.append(old)
        elif project.signed and project.signed.year == 2025:
            rows.append(copy.deepcopy(project))
    for district in DISTRICTS:
        for _ in range(2):
            other = city.project(district, "签约")
            other.signed -= datetime.timedelta(days=365)
            other.signed = other.signed.replace(year=2025)
            rows.append(other)
    return sorted(rows, key=lambda p: (p.signed, p.key))


def october(city, projects, planted):
    """Month two: what advanced, what money came, what is new, what left."""
    rng = city.rng
    kept = {key for group in planted["duplicates"] + planted["must_not_flag"] for key in group[1]}
    for kind in ("resignings", "framework", "no_evidence", "unit"):
        kept.update(planted[kind])
    after = {}
    for district in DISTRICTS:
        rows = []
        leaving = rng.sample([p.key for p in projects[district] if p.key not in kept], 1 + rng.randrange(2))
        for project in projects[district]:
            now = copy.deepcopy(project)
            if project.key in leaving:
                if district in ("示例经开区", "东屿区"):
                    now.dropped = True
                    rows.append(now)
                continue
            if project.key not in kept and rng.random() < 0.22 and now.stage != "投产":
                now.stage = STAGES[STAGES.index(now.stage) + 1]
                if now.stage == "签约":
                    now.agreement, now.evidence = "formal", True
                    now.signed = datetime.date(2026, 10, rng.randrange(9, 25))
            if project.key not in kept and now.stage != "在谈" and rng.random() < 0.2:
                more = now.received + max(100, now.total // 1000 * 100)
                if more <= now.total and now.currency == "CNY":
                    now.received = more
            if project.key not in kept and rng.random() < 0.05 and now.currency == "CNY":
                now.total = now.total * 12 // 1000 * 100
            rows.append(now)
        for _ in range(1 + rng.randrange(3)):
            new = city.project(district, rng.choice(["在谈", "签约"]))
            if new.signed:
                new.signed = datetime.date(2026, 10, rng.randrange(9, 25))
            rows.append(new)
        after[district] = rows
    return after
