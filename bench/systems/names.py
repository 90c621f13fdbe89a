"""Names of units in Recognizers-Text; apart from it, for the specs are judged where it is not installed."""

from __future__ import annotations

UNITS = {
    "Chinese yuan": "元", "Jiao": "角", "United States dollar": "美元", "Euro": "欧元", "Hong Kong dollar": "港元",
    "Japanese yen": "日元", "New Taiwan dollar": "新台币", "Swiss franc": "瑞士法郎", "British pound": "英镑",
    "Australian dollar": "澳元", "Macau Pataca": "澳门元", "Singapore dollar": "新加坡元", "Ruble": "卢布",
    "Meter": "米", "Kilometer": "公里", "Decimeter": "分米", "Centimeter": "厘米", "Micrometer": "毫米", "Li": "里",
    "Square meter": "平方米", "Square kilometer": "平方公里", "Hectare": "公顷", "Mu": "亩", "Acre": "英亩",
    "Cubic meter": "立方米", "Cubic decimeter": "立方分米", "Liter": "升", "Milliliter": "毫升", "Dan": "石",
    "Kilogram": "公斤", "Jin": "斤", "Gram": "克", "Milligram": "毫克", "Microgram": "微克", "Ton": "吨",
    "Liang": "两", "Barrel": "桶", "Bit": "位", "Byte": "字节", "Kilometer per hour": "公里/小时",
    "Megahertz": "兆赫", "Hertz": "赫兹", "Kilowatt": "千瓦", "Kilocalorie": "大卡", "Nigerian naira": "奈拉",
    "Bitcoin": "比特币", "Megabyte": "兆字节", "Kilobyte": "千字节", "Kilobit": "千比特",
}  # fmt: skip
"""Its English names of units and ours."""
