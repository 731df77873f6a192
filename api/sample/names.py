"""Invented names: no company and no person of the sample exists."""

from api.sample.dice import Dice

# Two-character brands: a first and a second character, each pair used once.
BRAND_FIRST = "星云霁岚曜砚漪槿翎珩樾沐苍澄"
BRAND_SECOND = "澜岫霄屿笙弦泽桐野砺舟阙"
TRADES = {
    "装备制造": ("山地农机", "精密机械", "智能装备", "液压传动", "数控机床", "果园机器人"),
    "汽摩": ("汽车电子", "摩托动力", "线控底盘", "车用电机", "轻量化部件", "热管理系统"),
    "消费品": ("白酒包装", "智能家居", "家用电器", "日化用品", "户外用品", "玩具文创"),
    "新材料": ("高分子材料", "铝基新材", "复合纤维", "电子玻璃", "功能薄膜", "特种陶瓷"),
    "大数据": ("云计算", "工业软件", "数据服务", "智能传感", "算力科技", "物联网"),
    "食品": ("粮油食品", "调味品", "富硒食品", "冷链食品", "烘焙食品", "植物饮料"),
}
FORMS = ("股份有限公司", "集团有限公司", "有限公司", "有限公司", "科技有限公司")
SURNAMES = "林苏叶顾程陆沈韩秦许何罗梁宋唐冯董萧曹袁邓傅曾彭吕蒋蔡贾丁魏薛阎余潘杜戴夏钟汪田任姜范方石姚"
# Two characters each.
GIVEN = (
    "知远明澈怀瑾书宁景行若溪子衿思源清和云舒望舒嘉树致宁安澜一川承泽"
    "允执修远含章秉文守拙鸣谦可久行健立言观复听泉临风扶摇北辰南乔东篱"
    "西洲长风晚晴朝阳新雨素心青禾白榆沉舟归鸿问渠惟新星河松月书言庭芳"
)


def company_names(dice: Dice, chains: list[str]) -> list[str]:
    """One name a chain in ``chains``, all different, each with a brand of its own."""
    brands = dice.shuffled([first + second for first in BRAND_FIRST for second in BRAND_SECOND])
    return [
        f"{brand}{dice.one_of(TRADES[chain])}{dice.one_of(FORMS)}"
        for brand, chain in zip(brands, chains, strict=False)
    ]


def person_names(dice: Dice, count: int) -> list[str]:
    """``count`` full names; no surname and no given name twice."""
    given = [GIVEN[start : start + 2] for start in range(0, len(GIVEN), 2)]
    pairs = zip(dice.shuffled(SURNAMES)[:count], dice.shuffled(given)[:count], strict=True)
    return [surname + name for surname, name in pairs]


def contact_name(dice: Dice) -> str:
    """Whom to ask for at a company."""
    return dice.one_of(SURNAMES) + dice.one_of(("总", "女士", "先生", "主任", "经理"))
