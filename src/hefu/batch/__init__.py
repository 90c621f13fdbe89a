"""Pages by the hundred million: the same functions as everywhere, over shards, on Spark. Needs the extra `hefu[spark]`.

    shards → pages → relevance → reading → tables, a commit marker for each shard

shards.py     what is to be done, and what is done     pages.py   the pages of a shard     relevance.py  the filter
reading.py    a page → rows, a pure function           confined.py  the same in a process with limits
tables.py     rows → Parquet, all of a shard or nothing     work.py  one shard from end to end
engine.py     many shards, on Spark                    selection.py  from the output back to files
"""
