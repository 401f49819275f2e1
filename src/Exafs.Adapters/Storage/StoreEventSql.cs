namespace Exafs.Adapters.Storage;

/// <summary>The tables of version 4, events and alerts, and the statements that write them. What comes again replaces itself, in its place.</summary>
internal static class StoreEventSql
{
    public const string Tables = """
        CREATE TABLE event (                                 -- changes, as they were announced
            id                 INTEGER PRIMARY KEY,          -- order of announcement
            run                INTEGER NOT NULL REFERENCES run,
            element            TEXT,
            edge               TEXT,
            kind               TEXT NOT NULL,                -- onset, completion, reversal, instrument, unknown_structure, note
            cause              TEXT NOT NULL,                -- the phase that grows, or what the instrument did
            scan_id            TEXT NOT NULL,                -- the scan on which it was announced
            sequence           INTEGER,
            first_scan_id      TEXT NOT NULL,                -- the scan from which on it was there
            before_scan_id     TEXT,                         -- the last scan of the state before
            time_ns            INTEGER,                      -- middle of the scan, ns since 1970 UTC; null: the data carry none
            temperature_kelvin REAL,
            temperature_sigma  REAL,
            branch             TEXT NOT NULL,                -- constant, heating, cooling
            confidence         REAL,
            delay_scans        INTEGER NOT NULL,
            delay_kelvin       REAL,
            t_c_kelvin         REAL,                         -- of a completion: half is transformed
            t_c_sigma          REAL,
            width_kelvin       REAL,                         -- from 10 to 90 % transformed
            width_sigma        REAL,
            fitted_scans       INTEGER,
            detail             TEXT NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX event_once ON event (run, kind, cause, scan_id, ifnull(element, ''), ifnull(edge, ''));

        CREATE TABLE event_feature (                         -- what moved, the most significant first
            event        INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
            place        INTEGER NOT NULL,                   -- 0: the most significant
            name         TEXT NOT NULL,                      -- as in exafs_scan; the unit stands in it
            before       REAL,
            before_sigma REAL,
            after        REAL,
            after_sigma  REAL,
            PRIMARY KEY (event, place)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE alert (                                 -- what was told, and what silences kept from being told; an alert that goes on stands once
            id           INTEGER PRIMARY KEY,                -- order in which they began
            fingerprint  TEXT NOT NULL,                      -- of the labels, 16 hexadecimal digits
            alertname    TEXT NOT NULL,
            severity     TEXT NOT NULL,                      -- info, warning, critical
            labels       TEXT NOT NULL,                      -- JSON
            annotations  TEXT NOT NULL,                      -- JSON
            starts_at_ns INTEGER NOT NULL,                   -- ns since 1970 UTC
            ends_at_ns   INTEGER,                            -- null: it fires
            silenced     INTEGER NOT NULL,
            UNIQUE (fingerprint, starts_at_ns)
        ) STRICT;

        """;

    public const string Alert = """
        INSERT INTO alert (fingerprint, alertname, severity, labels, annotations, starts_at_ns, ends_at_ns, silenced) VALUES ($0, $1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (fingerprint, starts_at_ns) DO UPDATE SET annotations = excluded.annotations, ends_at_ns = excluded.ends_at_ns, silenced = excluded.silenced
        """;

    public const string Event = """
        INSERT INTO event (run, element, edge, kind, cause, scan_id, sequence, first_scan_id, before_scan_id, time_ns, temperature_kelvin, temperature_sigma,
            branch, confidence, delay_scans, delay_kelvin, t_c_kelvin, t_c_sigma, width_kelvin, width_sigma, fitted_scans, detail)
        VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
        ON CONFLICT (run, kind, cause, scan_id, ifnull(element, ''), ifnull(edge, '')) DO UPDATE SET
            sequence = excluded.sequence, first_scan_id = excluded.first_scan_id, before_scan_id = excluded.before_scan_id, time_ns = excluded.time_ns,
            temperature_kelvin = excluded.temperature_kelvin, temperature_sigma = excluded.temperature_sigma, branch = excluded.branch,
            confidence = excluded.confidence, delay_scans = excluded.delay_scans, delay_kelvin = excluded.delay_kelvin,
            t_c_kelvin = excluded.t_c_kelvin, t_c_sigma = excluded.t_c_sigma, width_kelvin = excluded.width_kelvin, width_sigma = excluded.width_sigma,
            fitted_scans = excluded.fitted_scans, detail = excluded.detail
        RETURNING id
        """;

    public const string ClearFeatures = "DELETE FROM event_feature WHERE event = $0";

    public const string Feature = "INSERT INTO event_feature (event, place, name, before, before_sigma, after, after_sigma) VALUES ($0, $1, $2, $3, $4, $5, $6)";
}
