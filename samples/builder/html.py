"""Web pages as government sites publish them: menus, a share bar and links around the document."""

from __future__ import annotations

from html import escape

from builder.source import CROSSHEAD, Block, Cell, Line, Source, Table

_TAGS = {0: "p", 1: "h1", 2: "h2", 3: "h3", 4: "h4", CROSSHEAD: "h4"}

_PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="{charset}">
<meta name="SiteName" content="{site}">
<meta name="ArticleTitle" content="{title}">
<meta name="PubDate" content="{published}">
<meta name="ContentSource" content="{issuer}">
<title>{title}-{site}</title>
<link rel="stylesheet" href="/static/css/base.css">
<script src="/static/js/base.js"></script>
<script>var pageId = 20240322; function zoom(size) {{ document.body.style.fontSize = size + "px"; }}</script>
</head>
<body>
<div class="top"><a href="https://www.yunlan.example/">云澜市人民政府门户网站</a> | <a href="/wza">无障碍阅读</a> |
<a href="/login">登录</a> <a href="/register">注册</a></div>
<div class="header"><a class="logo" href="/">{site}</a>
<form action="/search"><input name="q" placeholder="请输入关键字"><button>搜索</button></form></div>
<ul class="nav"><li><a href="/">首页</a></li><li><a href="/jgzn">机构职能</a></li><li><a href="/zwgk">政务公开</a></li>
<li><a href="/tjsj">数据发布</a></li><li><a href="/zwfw">政务服务</a></li><li><a href="/hdjl">互动交流</a></li></ul>
<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a> &gt; 正文</div>
<div class="article">
<h1>{heading}</h1>
<div class="info">发布日期：{published}　来源：{issuer}　浏览次数：<span id="hits">1286</span>次
字体：[<a href="javascript:zoom(18)">大</a> <a href="javascript:zoom(16)">中</a> <a href="javascript:zoom(14)">小</a>]
<a href="javascript:print()">打印</a></div>
<div class="content" id="zoom">
{body}
</div>
<div class="share">分享到：<a href="#">微信</a> <a href="#">微博</a> <a href="#">QQ空间</a> 扫一扫在手机打开当前页</div>
</div>
<div class="related"><h3>相关阅读</h3><ul>
<li><a href="/a/1.html">市统计局开展“统计开放日”活动，300余名群众走进统计</a><span>2024-01-05</span></li>
<li><a href="/a/2.html">一图读懂：2023年云澜民生10件实事</a><span>2023-12-28</span></li>
<li><a href="/a/3.html">我市召开第4次全国经济普查推进会</a><span>2023-12-19</span></li></ul></div>
<div class="links">友情链接：<a href="https://www.lanjiang.example/">澜江省人民政府</a>
<a href="https://tjj.yunlan.example/">市统计局</a> <a href="https://fgw.yunlan.example/">市发展改革委</a></div>
<div class="footer"><p>主办：{issuer}　技术支持：云澜市大数据中心</p>
<p>地址：云澜市澜东区望江路16号　邮编：990100　政务服务热线：12345</p>
<p>网站标识码：9901000012　澜ICP备09900101号-1　澜公网安备 99010102000038号</p>
<p>建议使用1920×1080及以上分辨率浏览本站</p></div>
</body>
</html>
"""


def html(source: Source) -> bytes:
    """A web page in the charset of the source's head, which the page declares."""
    charset = source.head.get("encoding", "utf-8")
    site = source.head["issuer"].removesuffix("办公室") + "网站"
    heading, *blocks = source.blocks
    if not (isinstance(heading, Line) and heading.level == 1):
        raise ValueError(f"{source.file}: a web page begins with its title")
    page = _PAGE.format(
        charset=charset,
        site=site,
        title=escape(source.head["title"]),
        heading=escape(heading.text),
        published=source.head["published"],
        issuer=source.head["issuer"],
        body="\n".join(map(_block, blocks)),
    )
    return page.encode("gb18030" if charset == "gb2312" else charset)


def _block(block: Block) -> str:
    if isinstance(block, Table):
        return _table(block)
    tag = _TAGS[block.level]
    return f"<{tag}>{'　　' if tag == 'p' else ''}{escape(block.text, quote=False)}</{tag}>"


def _table(table: Table) -> str:
    rows = [[cell for cell in table.cells if cell.row == row] for row in range(table.rows)]
    body = "\n".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    caption = f'<p class="caption"><strong>{table.caption}</strong></p>\n' if table.caption else ""
    unit = f'<p class="unit">{table.unit}</p>\n' if table.unit else ""
    return f'{caption}{unit}<table border="1" cellspacing="0">\n{body}\n</table>'


def _cell(cell: Cell) -> str:
    tag = "th" if cell.head else "td"
    spans = "".join(
        f' {name}="{number}"' for name, number in (("rowspan", cell.rows), ("colspan", cell.columns)) if number > 1
    )
    return f"<{tag}{spans}>{escape(cell.text, quote=False)}</{tag}>"
