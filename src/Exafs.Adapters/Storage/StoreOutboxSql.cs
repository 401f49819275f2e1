namespace Exafs.Adapters.Storage;

/// <summary>The tables of version 5, what targets are owed, and the statements for them. Triggers keep the counts, whichever program writes.</summary>
internal static class StoreOutboxSql
{
    public const string Tables = """
        CREATE TABLE target (                                -- who is owed something, and the books
            id            INTEGER PRIMARY KEY,
            name          TEXT NOT NULL UNIQUE,
            accepted      INTEGER NOT NULL DEFAULT 0,        -- = delivered + superseded + waiting + dead letters + dropped
            delivered     INTEGER NOT NULL DEFAULT 0,
            superseded    INTEGER NOT NULL DEFAULT 0,        -- replaced by a newer form before they were delivered
            waiting       INTEGER NOT NULL DEFAULT 0,
            waiting_bytes INTEGER NOT NULL DEFAULT 0
        ) STRICT;

        CREATE TABLE outbox (                                -- what waits; ids are never used twice
            id          INTEGER PRIMARY KEY AUTOINCREMENT,
            target      INTEGER NOT NULL REFERENCES target,
            rank        INTEGER NOT NULL,                    -- 0 chi(R), 1 g(R), 2 scan, 3 event or alert: the lowest is given up first
            identity    BLOB,                                -- what waits under the same one is replaced
            accepted_ns INTEGER NOT NULL,
            body        TEXT NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX outbox_once ON outbox (target, identity);
        CREATE INDEX outbox_order ON outbox (target, rank, id);
        CREATE TRIGGER outbox_in AFTER INSERT ON outbox BEGIN
            UPDATE target SET waiting = waiting + 1, waiting_bytes = waiting_bytes + length(CAST(new.body AS BLOB)) WHERE id = new.target;
        END;
        CREATE TRIGGER outbox_out AFTER DELETE ON outbox BEGIN
            UPDATE target SET waiting = waiting - 1, waiting_bytes = waiting_bytes - length(CAST(old.body AS BLOB)) WHERE id = old.target;
        END;

        CREATE TABLE dead_letter (                           -- what a target will never take
            id          INTEGER PRIMARY KEY,
            target      INTEGER NOT NULL REFERENCES target,
            rank        INTEGER NOT NULL,
            identity    BLOB,
            accepted_ns INTEGER NOT NULL,
            died_ns     INTEGER NOT NULL,
            reason      TEXT NOT NULL,
            detail      TEXT NOT NULL,                       -- the target's words
            body        TEXT NOT NULL
        ) STRICT;
        CREATE INDEX dead_letter_by_reason ON dead_letter (target, reason);

        CREATE TABLE dropped (                               -- what was given up, counted
            target INTEGER NOT NULL REFERENCES target,
            reason TEXT NOT NULL,                            -- quota, no_time
            items  INTEGER NOT NULL,
            PRIMARY KEY (target, reason)
        ) STRICT, WITHOUT ROWID;

        """;

    public const string Target = "INSERT INTO target (name) VALUES ($0) ON CONFLICT (name) DO UPDATE SET name = name RETURNING id";

    public const string Insert = "INSERT INTO outbox (target, rank, identity, accepted_ns, body) VALUES ($0, $1, $2, $3, $4)";

    public const string Supersede = "DELETE FROM outbox WHERE target = $0 AND identity = $1";

    public const string Accepted = "UPDATE target SET accepted = accepted + $1, superseded = superseded + $2 WHERE id = $0 RETURNING waiting_bytes";

    public const string Dropped = "INSERT INTO dropped (target, reason, items) VALUES ($0, $1, $2) ON CONFLICT (target, reason) DO UPDATE SET items = items + excluded.items";

    public const string GiveUp = """
        DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE target = $0 AND rank = (SELECT min(rank) FROM outbox WHERE target = $0) AND rank < 3 ORDER BY id LIMIT $1)
        """;

    public const string Delivered = "DELETE FROM outbox WHERE id IN (SELECT value FROM json_each($0))";

    public const string CountDelivered = "UPDATE target SET delivered = delivered + $1 WHERE id = $0";

    public const string SetAside = """
        INSERT INTO dead_letter (target, rank, identity, accepted_ns, died_ns, reason, detail, body)
        SELECT target, rank, identity, accepted_ns, $1, $2, $3, body FROM outbox WHERE id = $0
        """;

    public const string Remove = "DELETE FROM outbox WHERE id = $0";

    /// <summary>A rank after the other by its index, so that no backlog has to be sorted.</summary>
    public static string Take(bool newest)
    {
        string order = newest ? "DESC" : "ASC";
        string ranks = string.Join(" UNION ALL ", Enum.GetValues<OutboxRank>().Select(rank =>
            $"SELECT * FROM (SELECT id FROM outbox WHERE target = $0 AND rank = {(int)rank} ORDER BY id {order} LIMIT $1)"));
        return $"SELECT id, body FROM outbox WHERE id IN (SELECT id FROM ({ranks}) ORDER BY id {order} LIMIT $1) ORDER BY id";
    }

    /// <summary>Back into the outbox; where a newer form of the same thing waits already, the dead one is superseded.</summary>
    public const string Retry = """
        INSERT INTO outbox (target, rank, identity, accepted_ns, body)
        SELECT d.target, d.rank, d.identity, d.accepted_ns, d.body FROM dead_letter d JOIN target t ON t.id = d.target
        WHERE ($0 IS NULL OR t.name = $0) AND ($1 IS NULL OR d.reason = $1) ORDER BY d.id
        ON CONFLICT (target, identity) DO NOTHING
        """;

    public const string Retried = "DELETE FROM dead_letter WHERE ($0 IS NULL OR target IN (SELECT id FROM target WHERE name = $0)) AND ($1 IS NULL OR reason = $1)";

    public const string Superseded = "UPDATE target SET superseded = accepted - delivered - waiting - (SELECT count(*) FROM dead_letter d WHERE d.target = target.id) - (SELECT ifnull(sum(items), 0) FROM dropped p WHERE p.target = target.id)";

    public const string Counts = "SELECT accepted, delivered, superseded, waiting, waiting_bytes FROM target WHERE id = $0";

    public static readonly string Oldest = $"SELECT min(ns) FROM ({string.Join(" UNION ALL ", Enum.GetValues<OutboxRank>().Select(rank =>
        $"SELECT * FROM (SELECT accepted_ns AS ns FROM outbox WHERE target = $0 AND rank = {(int)rank} ORDER BY id LIMIT 1)"))})";

    public const string DeadLetters = "SELECT reason, count(*) FROM dead_letter WHERE target = $0 GROUP BY reason";

    public const string DroppedItems = "SELECT reason, items FROM dropped WHERE target = $0";
}
