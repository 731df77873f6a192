"""Where the sample's companies are: four regions with real cities, and how many companies each city has."""

from typing import NamedTuple


class SampleRegion(NamedTuple):
    """A region: its id, its name, its cities with the number of sample companies in each."""

    id: str
    name: str
    companies: dict[str, int]


REGIONS = (
    SampleRegion(
        "jjj",
        "京津冀",
        {"北京": 12, "天津": 9, "石家庄": 4, "保定": 3, "廊坊": 3},
    ),
    SampleRegion(
        "csj",
        "长三角",
        {
            "上海": 13,
            "苏州": 10,
            "无锡": 5,
            "常州": 5,
            "南京": 6,
            "南通": 3,
            "杭州": 8,
            "宁波": 5,
            "嘉兴": 3,
            "合肥": 4,
        },
    ),
    SampleRegion(
        "zsj",
        "珠三角",
        {"深圳": 13, "广州": 10, "佛山": 6, "东莞": 6, "珠海": 3, "惠州": 2, "中山": 2},
    ),
    SampleRegion("mt", "闽台", {"厦门": 6, "福州": 4, "泉州": 4, "漳州": 1}),
)
HOME = "江津"
SERVED = frozenset(city for region in REGIONS for city in region.companies) | {"重庆"}
# Where one changes trains between Chongqing and the regions.
HUBS = frozenset(
    {
        "万州",
        "宜昌",
        "武汉",
        "襄阳",
        "成都",
        "西安",
        "郑州",
        "贵阳",
        "怀化",
        "长沙",
        "南昌",
        "赣州",
        "桂林",
        "金华",
        "徐州",
        "济南",
    }
)
