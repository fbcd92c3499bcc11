"""Several processes that share the jobs, on one machine or many: `monitor worker`.

    monitor run → queue → workers → the jobs of monitor/jobs, and the reading of one snapshot

The queue is Procrastinate's, in the PostgreSQL database all of them share. It only
says who does what now: that each crawl and digest is done once is decided by its slot,
and that each snapshot is read by the snapshot itself. So a job may be done twice, and
a queue that is lost loses nothing.

    ways.py      what stands in the queue, and what goes first
    tasks.py     what a worker does with it
    attempts.py  how often it is tried, and what becomes of what dead workers had in hand
    working.py   a worker, from its start to its end
"""
