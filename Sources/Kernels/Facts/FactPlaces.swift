/// A place known by name.
struct Place: Sendable {
    enum Level: Sendable { case country, province, city }

    /// As a scope is written.
    let full: String
    let level: Level
    /// As texts name it: with and without its ending.
    let names: [String]
}

/// Provinces and what ranks with them, by their short and full names (GB/T 2260).
private let provinces = """
    北京市 天津市 上海市 重庆市 河北省 山西省 辽宁省 吉林省 黑龙江省 江苏省 浙江省 安徽省 福建省 江西省
    山东省 河南省 湖北省 湖南省 广东省 海南省 四川省 贵州省 云南省 陕西省 甘肃省 青海省 台湾省
    内蒙古自治区 广西壮族自治区 西藏自治区 宁夏回族自治区 新疆维吾尔自治区 香港特别行政区 澳门特别行政区
    """

/// Cities at prefecture level and autonomous prefectures (GB/T 2260), without their ending. 市 is
/// added; an autonomous prefecture is written in full.
private let cities = """
    石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州
    临汾 吕梁 呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布 沈阳 大连 鞍山 抚顺 本溪 丹东
    锦州 营口 阜新 辽阳 盘锦 铁岭 朝阳市 葫芦岛 长春 吉林市 四平 辽源 通化 白山 松原 白城 哈尔滨 齐齐哈尔 鸡西
    鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化 南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州
    镇江 泰州 宿迁 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵
    安庆 黄山市 滁州 阜阳 宿州 六安 亳州 池州 宣城 福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德 南昌 景德镇 萍乡
    九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶 济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州
    聊城 滨州 菏泽 郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店
    武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳
    郴州 永州 怀化 娄底 广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞
    中山市 潮州 揭阳 云浮 南宁 柳州 桂林 梧州 北海市 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左 海口 三亚
    三沙 儋州 成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 贵阳
    六盘水 遵义 安顺 毕节 铜仁 昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 拉萨 日喀则 昌都 林芝 山南 那曲 西安 铜川
    宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛 兰州 嘉峪关 金昌 白银市 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南
    西宁 海东 银川 石嘴山 吴忠 固原 中卫 乌鲁木齐 克拉玛依 吐鲁番 哈密 雄安新区 浦东新区
    """

private let prefectures = """
    延边朝鲜族自治州 恩施土家族苗族自治州 湘西土家族苗族自治州 阿坝藏族羌族自治州 甘孜藏族自治州 凉山彝族自治州
    黔西南布依族苗族自治州 黔东南苗族侗族自治州 黔南布依族苗族自治州 楚雄彝族自治州 红河哈尼族彝族自治州
    文山壮族苗族自治州 西双版纳傣族自治州 大理白族自治州 德宏傣族景颇族自治州 怒江傈僳族自治州 迪庆藏族自治州
    临夏回族自治州 甘南藏族自治州 海北藏族自治州 黄南藏族自治州 海南藏族自治州 果洛藏族自治州 玉树藏族自治州
    海西蒙古族藏族自治州 昌吉回族自治州 博尔塔拉蒙古自治州 巴音郭楞蒙古自治州 克孜勒苏柯尔克孜自治州
    伊犁哈萨克自治州
    """

/// Cities at county level, without their ending (GB/T 2260); those whose short name is a word of
/// its own are left out and known by 市.
private let countyCities = """
    辛集 晋州 新乐 遵化 迁安 滦州 武安 沙河市 涿州 安国 高碑店 泊头 任丘 黄骅 河间 霸州 三河市 深州 古交 高平市 介休
    永济 河津 原平 侯马 霍州 孝义 汾阳 霍林郭勒 满洲里 牙克石 扎兰屯 额尔古纳 根河 乌兰浩特 阿尔山 二连浩特 锡林浩特
    瓦房店 庄河 海城 东港 凤城 凌海 北镇 盖州 大石桥 灯塔市 调兵山 开原 北票 凌源 兴城 榆树市 德惠 蛟河 桦甸 舒兰
    磐石 公主岭 双辽 梅河口 集安市 临江 大安市 延吉 图们 敦化 珲春 龙井市 和龙 尚志 五常 讷河 虎林 密山 铁力 同江
    富锦 抚远 绥芬河 海林 宁安 穆棱 东宁 北安市 五大连池 嫩江 安达 肇东 海伦 漠河 江阴 宜兴 新沂 邳州 溧阳 常熟
    张家港 昆山 太仓 启东 如皋 海安市 东台 仪征 高邮 丹阳 扬中 句容 兴化 靖江 泰兴 建德 余姚 慈溪 瑞安 乐清 龙港
    海宁 平湖 桐乡 诸暨 嵊州 兰溪 义乌 东阳 永康 江山市 玉环 温岭 临海 龙泉 巢湖市 无为市 桐城 潜山 天长市 明光
    界首 宁国 广德 福清 永安市 石狮 晋江 南安市 邵武 武夷山市 建瓯 漳平 福安市 福鼎 乐平 瑞昌 共青城市 庐山市 贵溪 瑞金
    龙南 井冈山市 丰城 樟树 高安市 德兴 胶州 平度 莱西 滕州 龙口 莱阳 莱州 招远 栖霞 海阳 青州 诸城 寿光 安丘 高密
    昌邑 曲阜 邹城 新泰 肥城 荣成 乳山 乐陵 禹城 临清 邹平 巩义 荥阳 新密 新郑 登封 舞钢 汝州 林州 卫辉 辉县市
    长垣 沁阳 孟州 禹州 长葛 义马 灵宝 邓州 永城 项城 济源 大冶 丹江口 宜都 当阳 枝江 老河口 枣阳 宜城 钟祥 京山
    应城 安陆 汉川 石首 洪湖市 松滋 监利 麻城 武穴 赤壁 广水 恩施市 利川 仙桃 潜江 天门市 浏阳 宁乡 醴陵 湘乡 韶山
    耒阳 常宁 武冈 邵东 汨罗 临湘 津市市 沅江 资兴 祁阳 洪江 冷水江 涟源 吉首 乐昌 南雄 台山 开平 恩平
    廉江 雷州 吴川 高州 化州 信宜 四会 兴宁 陆丰 阳春 英德 连州 普宁 罗定 横州 荔浦 岑溪 东兴市 桂平 北流 靖西
    平果 合山市 凭祥 五指山 文昌 琼海 万宁市 东方市 都江堰 彭州 邛崃 崇州 简阳 广汉 什邡 绵竹 江油 峨眉山市 阆中
    华蓥 万源 马尔康 西昌 会理 隆昌 射洪 清镇 盘州 赤水市 仁怀 黔西 兴义 兴仁 凯里 都匀 福泉 安宁市 宣威 澄江 腾冲
    楚雄 禄丰 个旧 开远 蒙自 弥勒市 文山市 景洪 大理 瑞丽 芒市市 香格里拉 兴平 彬州 韩城 华阴 子长 神木 玉门 敦煌
    华亭 临夏市 合作市 格尔木 德令哈 玉树 同仁 灵武 青铜峡 昌吉 阜康 博乐 阿拉山口 库尔勒 阿克苏 库车 阿图什 喀什
    和田市 伊宁 奎屯 霍尔果斯 塔城 乌苏 沙湾 阿勒泰 石河子 阿拉尔 图木舒克 五家渠 北屯 铁门关 双河市 可克达拉 昆玉
    """

private let countries = """
    美国 英国 法国 德国 日本 韩国 新加坡 荷兰 瑞士 瑞典 意大利 西班牙 葡萄牙 比利时 加拿大 澳大利亚 新西兰 俄罗斯
    印度 印度尼西亚 马来西亚 泰国 越南 菲律宾 巴西 墨西哥 阿根廷 南非 埃及 沙特 阿联酋 卡塔尔 以色列 土耳其 波兰
    匈牙利 捷克 丹麦 挪威 芬兰 奥地利 爱尔兰 希腊 欧盟 东盟 非洲 欧洲 北美 拉美 中东 哈萨克斯坦 智利 秘鲁
    """

/// Endings that a short name leaves out, the longest first.
private let endings = [
    "特别行政区", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "省", "市",
]

let factPlaces: [Place] =
    words(provinces).map { full in
        let ending = endings.first(where: full.hasSuffix) ?? ""
        return Place(
            full: full, level: isMunicipality(full) ? .city : .province,
            names: [full, String(full.dropLast(ending.count))])
    }
    + words(cities).map { name in
        let isFull = name.hasSuffix("市") || name.hasSuffix("新区")
        return Place(
            full: isFull ? name : name + "市", level: .city,
            names: isFull ? [name] : [name, name + "市"])
    }
    + words(countyCities).map { name in
        let isFull = name.hasSuffix("市")
        return Place(
            full: isFull ? name : name + "市", level: .city,
            names: isFull ? [name] : [name, name + "市"])
    }
    + words(prefectures).map { Place(full: $0, level: .city, names: [$0, prefectureName($0)]) }
    + words(countries).map { Place(full: $0, level: .country, names: [$0]) }

/// For 全市 such a city is the city, although it ranks with provinces.
private func isMunicipality(_ name: String) -> Bool { name.hasSuffix("市") }

/// Peoples after whom a prefecture is called; its short name is what stands before them.
private let peoples = [
    "朝鲜族", "土家族", "藏族", "彝族", "布依族", "苗族", "哈尼族", "壮族", "傣族", "白族", "傈僳族", "回族",
    "蒙古族", "蒙古", "哈萨克", "柯尔克孜",
]

private func prefectureName(_ full: String) -> String {
    let starts = peoples.compactMap { people in
        full.indices.first { full[$0...].hasPrefix(people) && $0 > full.startIndex }
    }
    guard let first = starts.min() else { return full }
    return full[..<first] + "州"
}

private func words(_ table: String) -> [String] {
    table.split(whereSeparator: \.isWhitespace).map(String.init)
}
