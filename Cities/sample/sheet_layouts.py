"""Ten ways to write one month's projects, each the habit of one unit; none is taken from a real sheet.

A layout takes a workbook, the projects and the month, and gives for each project its sheet and rows, and
the sums that it states: (sheet, row, stated, right).
"""
import datetime

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

SAMPLE = "示例：本表的单位、企业、项目、数字全部为虚构，仅供试用和演示"
THIN = Side(style="thin", color="999999")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
MONTH_END = {9: "2026年9月25日", 10: "2026年10月25日"}


def yi(project):
    """万 as 亿, without needless zeros."""
    value = project.total / 10000
    return int(value) if value == int(value) else value


def investors(project, between="、"):
    return between.join(name for name, _, _ in project.investors)


def code(project):
    return project.investors[0][1]


def agreement(project, formal="正式协议", framework="框架协议", none="/"):
    return {"formal": formal, "framework": framework, "none": none}[
        project.reported_agreement or project.agreement]


def evidence(project, yes, no, none="/"):
    return none if project.evidence is None else yes if project.evidence else no


class Page:
    """A sheet that is filled from the top; columns count from `left`."""

    def __init__(self, book, title, left=1):
        self.sheet = book.create_sheet(title)
        self.sheet.page_setup.orientation = "landscape"
        self.sheet.page_setup.fitToHeight = 0
        self.sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        self.left, self.row = left, 0
        self.places = {}

    def line(self, text, bold=False, width=1):
        self.row += 1
        cell = self.sheet.cell(self.row, self.left, text)
        cell.font = Font(bold=bold, size=14 if bold else 10)
        if width > 1:
            self.sheet.merge_cells(start_row=self.row, start_column=self.left,
                                   end_row=self.row, end_column=self.left + width - 1)
            cell.alignment = CENTRE if bold else Alignment(wrap_text=False)

    def skip(self, count=1):
        self.row += count

    def headings(self, names, widths=None):
        """A name, or (name, [names below it]): then the headings take two rows."""
        deep = any(isinstance(n, tuple) for n in names)
        top, column = self.row + 1, self.left
        self.row += 2 if deep else 1
        for name in names:
            below = name[1] if isinstance(name, tuple) else [None]
            self.sheet.cell(top, column, name[0] if isinstance(name, tuple) else name)
            if isinstance(name, tuple):
                for offset, word in enumerate(below):
                    self.sheet.cell(top + 1, column + offset, word)
                if len(below) > 1:
                    self.sheet.merge_cells(start_row=top, start_column=column, end_row=top,
                                           end_column=column + len(below) - 1)
            elif deep:
                self.sheet.merge_cells(start_row=top, start_column=column, end_row=top + 1,
                                       end_column=column)
            column += len(below)
        for row in range(top, self.row + 1):
            for c in range(self.left, column):
                cell = self.sheet.cell(row, c)
                cell.font, cell.border, cell.alignment = Font(bold=True), BOX, CENTRE
        for offset in range(column - self.left):
            letter = get_column_letter(self.left + offset)
            self.sheet.column_dimensions[letter].width = (widths or {}).get(offset, 13)

    def values(self, row, project=None, red=False):
        self.row += 1
        for offset, value in enumerate(row):
            cell = self.sheet.cell(self.row, self.left + offset, value)
            cell.border = BOX
            if isinstance(value, datetime.date):
                cell.number_format = "yyyy/m/d"
            if project and project.dropped:
                cell.font = Font(strike=True, color="FFFF0000" if red else None)
        if project:
            self.places[project.key] = (self.sheet.title, self.row, self.row)

    def section(self, text, width):
        self.values([text] + [None] * (width - 1))
        self.sheet.cell(self.row, self.left).font = Font(bold=True)
        self.sheet.merge_cells(start_row=self.row, start_column=self.left, end_row=self.row,
                               end_column=self.left + width - 1)


def dongyu(book, projects, month):
    page = Page(book, "项目清单")
    page.line(SAMPLE)
    page.line(f"东屿区招商引资项目清单（2026年{month}月）", bold=True, width=12)
    page.line(f"填报单位：东屿区投促中心        报送日期：{MONTH_END[month]}        单位：万元")
    page.headings(["序号", "项目", "投资人", "落户镇街", "计划投资", "已到资金", "产业方向", "目前进度",
                   "签约日期", "合同类别", "证明材料", "情况说明"], {1: 30, 2: 32})
    words = {"在谈": "洽谈中", "签约": "已签", "开工": "已动工", "竣工": "已完工", "投产": "已投产"}
    for number, p in enumerate(projects, 1):
        page.values([number, p.name, investors(p), p.contact, p.total, p.received or None, p.chain,
                     words[p.stage], p.signed, agreement(p, none=None),
                     evidence(p, "投资协议、营业执照", "无", None), p.remark or None], p)
    live = [p for p in projects if not p.dropped]
    page.values(["合计", None, None, None, sum(p.total for p in live), sum(p.received for p in live)])
    return page.places, []


def xiling(book, projects, month):
    page = Page(book, f"{month}月")
    page.line(SAMPLE)
    page.line("西岭区签约、开工、在谈项目调度表", bold=True, width=13)
    page.line(f"截至{MONTH_END[month]}")
    page.headings(["序号", "项目名称", ("投资企业", ["名称", "社会信用代码"]),
                   ("投资（亿元）", ["总额", "其中固定资产投资", "实际到账"]), "产业链", "形象进度", "签约时间",
                   "招引方式", "牵头单位", "备注"], {1: 30, 2: 32, 3: 22})
    words = {"在谈": "正在洽谈", "签约": "签约，未开工", "开工": "主体施工", "竣工": "竣工验收", "投产": "投产达效"}
    sums = []
    groups = [("（一）签约未开工项目", ["签约"]), ("（二）在建项目", ["开工"]),
              ("（三）竣工投产项目", ["竣工", "投产"]), ("（四）在谈项目", ["在谈"])]
    for title, stages in groups:
        group = [p for p in projects if p.stage in stages]
        page.section(title, 13)
        for number, p in enumerate(group, 1):
            total = float(p.stated_total) if p.stated_total else yi(p)
            page.values([number, p.name, investors(p), code(p) or "—", total, p.fixed / 10000,
                         p.received / 10000, p.chain, words[p.stage],
                         p.signed.strftime("%Y.%-m.%-d") if p.signed else "—", p.mode, p.contact,
                         p.remark or None], p)
        right = round(sum(float(p.stated_total) if p.stated_total else p.total / 10000
                          for p in group), 2)
        # The sum of the projects in talks leaves out its last row.
        stated = round(right - group[-1].total / 10000, 2) if stages == ["在谈"] else right
        page.values(["小计", f"{len(group)}个", None, None, stated, None,
                     round(sum(p.received for p in group) / 10000, 2)])
        if stated != right:
            sums.append((page.sheet.title, page.row, stated, right))
    return page.places, sums


def nanting(rows, projects, month):
    """Rows of a .csv."""
    rows += [[SAMPLE], [f"南汀区招商引资项目月报 2026年{month}月"],
             ["项目名称", "建设内容", "投资主体", "统一信用代码", "投资额", "到位", "进展", "签约", "行业", "协议",
              "招商途径", "报送部门"]]
    words = {"在谈": "对接洽谈", "签约": "签约", "开工": "开工建设", "竣工": "竣工", "投产": "投入运营"}
    places = {}
    for p in projects:
        amount = f"{yi(p)}亿元" if p.total >= 10000 else f"{p.total}万元"
        rows.append([p.name, f"建设{p.chain}类项目，固定资产投资约占六成", investors(p, "；"), code(p) or "",
                     amount, f"{p.received}万元" if p.received else "", words[p.stage],
                     p.signed.strftime("%Y/%-m/%-d") if p.signed else "", p.chain,
                     agreement(p, "投资协议", "框架协议", ""), p.mode, p.contact])
        places[p.key] = (None, len(rows), len(rows))
    return places, []


def beiyuan(book, projects, month):
    places = {}
    for title, stages in [("洽谈中", ["在谈"]), ("已签约", ["签约"]), ("已开工", ["开工"]),
                          ("竣工投产", ["竣工", "投产"])]:
        page = Page(book, title)
        page.line(SAMPLE)
        page.line(f"北塬区项目进展情况（{title}）", bold=True, width=10)
        names = ["项目", "投资方", "代码", "投资总额/亿元", "到账/万元", "签约时间", "产业", "方式", "镇街", "佐证"]
        if len(stages) > 1:
            names.append("竣工或投产")
        page.headings(names, {0: 30, 1: 32, 2: 22})
        for p in (p for p in projects if p.stage in stages):
            day = f"{p.signed.year}年{p.signed.month}月{p.signed.day}日" if p.signed else None
            page.values([p.name, investors(p), code(p), yi(p), p.received or None, day, p.chain, p.mode,
                         p.contact, evidence(p, "有", "无", None)]
                        + ([p.stage] if len(stages) > 1 else []), p)
        places |= page.places
    return places, []


def yunqi(book, projects, month):
    page = Page(book, "报表", left=3)
    page.sheet.cell(1, 1, SAMPLE)
    page.skip(2)
    page.line(f"云栖区投资促进中心报表 2026年{month}月", bold=True, width=10)
    page.line("说明：外资项目填“外资”一栏，不折算")
    page.skip()
    page.headings(["项目名称", "投资方", "信用代码", "总投资额（万元人民币）", "外资（万美元）", "行业", "项目阶段",
                   "签约年月", "合同性质", "服务单位"], {0: 30, 1: 32, 2: 22})
    words = {"在谈": "在谈阶段", "签约": "签约阶段", "开工": "建设阶段", "竣工": "竣工阶段", "投产": "投产阶段"}
    for p in projects:
        dollars = p.currency == "USD"
        day = f"{p.signed.year}年{p.signed.month}月" if p.signed else "—"
        row = [p.name, None, None, "—" if dollars else p.total, p.total if dollars else None,
               p.chain, words[p.stage], day, agreement(p, "正式合同", "框架协议", "—"), p.contact]
        first = page.row + 1
        for name, credit, _ in p.investors:
            page.values([row[0], name, credit or "—"] + row[3:] if page.row < first
                        else [None, name, credit or "—"] + [None] * 7)
        if len(p.investors) > 1:
            for column in [0, *range(3, 10)]:
                page.sheet.merge_cells(start_row=first, start_column=3 + column, end_row=page.row,
                                       end_column=3 + column)
        page.places[p.key] = (page.sheet.title, first, page.row)
    return page.places, []


def linhong(book, projects, month):
    """The form changes in October: other words, other order, 万元 in place of 亿元."""
    words = {"在谈": "洽谈", "签约": "签约", "开工": "开工", "竣工": "竣工", "投产": "投产"}
    if month == 9:
        page = Page(book, "Sheet1")
        page.line(SAMPLE)
        page.line("临泓区签约落地情况（2026年9月）", bold=True, width=11)
        page.headings(["序号", "项目名称", "投资单位", "产业", "总投资（亿元）", "到位资金（亿元）", "状态", "签约日",
                       "招商方式", "责任部门", "备注"], {1: 30, 2: 32})
        for number, p in enumerate(projects, 1):
            page.values([number, p.name, investors(p), p.chain, yi(p), p.received / 10000 or None,
                         words[p.stage], int(p.signed.strftime("%Y%m%d")) if p.signed else None,
                         p.mode, p.contact, p.remark or None], p)
        return page.places, []
    page = Page(book, "临泓")
    page.line(SAMPLE)
    page.line("临泓区双招双引项目月度情况（2026年10月，新表样）", bold=True, width=12)
    page.line("金额单位：万元")
    page.headings(["推进阶段", "项目名称", ("投资主体", ["单位名称", "信用代码"]), "产业链条",
                   ("资金", ["拟投资总额", "累计到资"]), "签约日期", "协议情况", "引进途径", "牵头部门", "说明"],
                  {1: 30, 2: 32, 3: 22})
    for p in projects:
        page.values([words[p.stage], p.name, investors(p), code(p) or "/", p.chain, p.total,
                     p.received or 0, p.signed, agreement(p, "已签正式协议", "框架协议", "未签"), p.mode,
                     p.contact, p.remark or None], p)
    return page.places, []


def anlan(book, projects, month):
    page = Page(book, "重点项目")
    page.line(SAMPLE)
    page.line(f"安澜市重点招商项目（截至{MONTH_END[month]}）", bold=True, width=8)
    page.headings(["项目名称", "项目概况", "投资者", "投资规模", "推进情况", "何时签约", "主抓单位", "备注"],
                  {0: 30, 1: 40, 2: 32, 3: 24, 4: 26})
    words = {"在谈": "正在洽谈，已互访两次", "签约": "已签合同，办理土地手续", "开工": "已开工，正在基础施工",
             "竣工": "已竣工，调试设备", "投产": "已投产"}
    wide = str.maketrans("0123456789.", "０１２３４５６７８９．")
    for number, p in enumerate(projects):
        amount = [f"{yi(p)}亿元", f"约{yi(p)}亿元", f"{p.total}万元",
                  f"总投资{yi(p)}亿元，其中固定资产投资{p.fixed}万元",
                  f"{yi(p)}".translate(wide) + "亿元"][number % 5]
        day = None
        if p.signed:
            third = "上中下"[min(2, (p.signed.day - 1) // 10)]
            year = "" if p.signed.year == 2026 else f"{p.signed.year}年"
            day = f"{year}{p.signed.month}月{third}旬"
        page.values([p.name, f"从事{p.chain}领域产品的研发和生产，建设厂房和配套设施", investors(p, "\n"),
                     amount, words[p.stage], day, p.contact, p.remark or None], p)
    return page.places, []


def qingxi(book, projects, month):
    page = Page(book, f"清溪{month}月")
    page.line(SAMPLE)
    page.line("清溪县产业链招商项目统计", bold=True, width=10)
    page.line("计量单位：万元")
    page.headings(["编号", "项目", "企业", "总投资", "已到位", "上月总投资", "阶段", "签订日期", "招商方式",
                   "联系镇街"], {1: 30, 2: 32})
    page.sheet.column_dimensions["F"].hidden = True
    number = 0
    for chain in sorted({p.chain for p in projects}):
        group = [p for p in projects if p.chain == chain]
        page.section(f"{chain}（{len(group)}个，{sum(p.total for p in group)}万元）", 10)
        for p in group:
            number += 1
            page.values([number, p.name, investors(p), p.total, p.received or None,
                         p.total if month == 10 else None, p.stage,
                         int(p.signed.strftime("%Y%m%d")) if p.signed else None, p.mode, p.contact], p)
    page.values(["总计", f"{number}个", None, sum(p.total for p in projects),
                 sum(p.received for p in projects)])
    return page.places, []


def hightech(book, projects, month):
    summary = Page(book, "汇总")
    summary.line(SAMPLE)
    summary.headings(["阶段", "个数", "总投资（亿元）"])
    stages = ["在谈", "签约", "开工", "竣工", "投产"]
    for stage in stages:
        group = [p for p in projects if p.stage == stage]
        summary.values([stage, len(group), round(sum(p.total for p in group) / 10000, 2)])
    summary.values(["合计", len(projects), round(sum(p.total for p in projects) / 10000, 2)])
    page = Page(book, "明细")
    page.line(SAMPLE)
    page.line(f"示例高新区招商项目明细（{MONTH_END[month]}）", bold=True, width=12)
    page.headings(["项目编号", "责任部门", "企业", "企业代码", "项目", "规模（亿元）", "已到位（万元）", "阶段", "签约",
                   "链条", "协议", "材料"], {2: 32, 3: 22, 4: 30})
    for number, p in enumerate(projects, 1):
        page.values([f"GX-{number:03}", p.contact, investors(p), code(p), p.name, yi(p),
                     p.received or None, p.stage,
                     p.signed.strftime("%Y.%m.%d") if p.signed else None, p.chain,
                     agreement(p, "投资合同", "框架协议", None), evidence(p, "齐全", "待补", None)], p)
    hidden = Page(book, "参数")
    for word in ["阶段", *stages]:
        hidden.line(word)
    hidden.sheet.sheet_state = "hidden"
    return page.places, []


def development(book, projects, month):
    page = Page(book, "双招双引月报")
    page.line(SAMPLE)
    page.line(f"示例经济技术开发区双招双引月报（2026年{month}月）", bold=True, width=14)
    page.line(f"报送单位：示例经开区招商局        截止日期：{MONTH_END[month]}")
    page.skip()
    page.headings(["序号", "责任局", "项目及名称", "投资方", "信用代码", "总投资（亿元）", "到位资金（万元）", "进展",
                   "签约时间", "所属产业", "方式", "协议文本", "佐证", "备注"], {2: 30, 3: 32, 4: 22})
    words = {"在谈": "在谈", "签约": "已签约", "开工": "在建", "竣工": "竣工", "投产": "投产"}
    for number, p in enumerate(projects, 1):
        if number in (8, 15):
            page.skip()
        page.values([number, p.contact, p.name, investors(p), code(p) or "/", yi(p), p.received or "/",
                     words[p.stage], p.signed or "/", p.chain, p.mode, agreement(p),
                     evidence(p, "有", "待补"), p.remark or None], p, red=True)
    page.skip()
    page.line("注：1.总投资为协议约定的投资总额；2.到位资金以进账单为准；3.红色删除线为本月退出的项目。")
    return page.places, []


# District: file name by month, layout, the fields that the form does not have.
LAYOUTS = {
    "东屿区": ("东屿区招商项目清单（2026年{m}月）.xlsx", dongyu, {"mode", "code"}),
    "西岭区": ("西岭在谈签约开工项目调度表2026{m:02}.xlsx", xiling, {"agreement", "evidence"}),
    "南汀区": ("南汀区_2026年{m}月.csv", nanting, {"evidence"}),
    "北塬区": ("{m}月北塬区项目进展.xlsx", beiyuan, {"agreement"}),
    "云栖区": ("云栖区投促中心报表-{m}月.xlsx", yunqi, {"mode", "received_fen", "evidence"}),
    "临泓区": ("临泓区签约落地情况.xlsx", linhong, {"evidence"}),
    "安澜市": ("安澜市重点招商项目（{m}月）.xlsx", anlan,
            {"code", "chain", "mode", "received_fen", "agreement", "evidence"}),
    "清溪县": ("清溪县产业链项目统计{m}.xlsx", qingxi, {"code", "agreement", "evidence"}),
    "示例高新区": ("高新区明细汇总_2026{m:02}25.xlsx", hightech, {"mode"}),
    "示例经开区": ("示例经开区2026年{m}月双招双引月报.xlsx", development, set()),
}
