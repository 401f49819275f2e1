using Microsoft.Data.Sqlite;

namespace Exafs.Adapters.Storage;

/// <summary>The tables, and their version.</summary>
internal static class StoreSchema
{
    /// <summary>PRAGMA user_version.</summary>
    public const int Version = 5;

    /// <summary>From this version on there are structures.</summary>
    public const int StructuresSince = 3;

    /// <summary>From this version on there are events and alerts.</summary>
    public const int EventsSince = 4;

    /// <summary>From this version on there is an outbox.</summary>
    public const int OutboxSince = 5;

    /// <summary>Stores from this version on are read, and brought up to <see cref="Version"/> when they are written to: each later version only adds tables.</summary>
    private const int OldestVersion = 2;

    /// <summary>PRAGMA application_id: "EXAF".</summary>
    private const int ApplicationId = 0x45584146;

    private const string TablesOfVersion2 = """
        CREATE TABLE run (
            id     INTEGER PRIMARY KEY,
            run_id TEXT NOT NULL UNIQUE
        ) STRICT;

        CREATE TABLE grid (                                  -- axes, each content once
            id     INTEGER PRIMARY KEY,
            sha256 BLOB NOT NULL UNIQUE,
            n      INTEGER NOT NULL,
            points BLOB NOT NULL                             -- float64 [n]
        ) STRICT;

        CREATE TABLE scan (                                  -- one row per final report
            id                        INTEGER PRIMARY KEY,   -- order of arrival
            run                       INTEGER NOT NULL REFERENCES run,
            scan_id                   TEXT NOT NULL,
            sequence                  INTEGER,
            element                   TEXT,
            edge                      TEXT,
            direction                 TEXT,                  -- up, down
            progress                  TEXT NOT NULL,         -- complete, aborted
            start_time_ns             INTEGER,               -- ns since 1970 UTC, from the data; null: they carry none
            mid_time_ns               INTEGER,
            end_time_ns               INTEGER,
            sample_temperature_kelvin REAL,
            n_points                  INTEGER NOT NULL,
            status                    TEXT NOT NULL CHECK (status IN ('analyzed', 'rejected')),
            reason                    TEXT,                  -- why it was rejected
            detail                    TEXT,
            limit_reason              TEXT,                  -- why the reduction ended before χ(R)
            limit_detail              TEXT,
            e0_ev                     REAL,
            edge_step                 REAL,
            epsilon_k                 REAL,
            epsilon_r                 REAL,
            kmax_suggest_per_angstrom REAL,
            energy_shift_ev           REAL,                  -- to be added to the energies to go with the first scan's reference foil
            UNIQUE (run, scan_id)
        ) STRICT;
        CREATE INDEX scan_by_time ON scan (run, mid_time_ns);

        CREATE TABLE spectrum (                              -- what an analysed scan was reduced to
            scan        INTEGER PRIMARY KEY REFERENCES scan,
            energy_grid INTEGER NOT NULL REFERENCES grid,    -- eV [n]
            mu          BLOB NOT NULL,                       -- float64 [n]
            norm        BLOB,                                -- float32 [n]
            k_grid      INTEGER REFERENCES grid,             -- 1/Å [m]
            chi         BLOB,                                -- float64 [m], not weighted
            r_grid      INTEGER REFERENCES grid,             -- Å [p], not corrected for phase
            chir_re     BLOB,                                -- float32 [p]
            chir_im     BLOB                                 -- float32 [p]
        ) STRICT;

        CREATE TABLE channel (                               -- further channels: one value, or float64 [n]
            scan     INTEGER NOT NULL REFERENCES scan,
            name     TEXT NOT NULL,
            unit     TEXT NOT NULL,
            value    REAL,
            readings BLOB,
            PRIMARY KEY (scan, name)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE measured (                              -- columns as they came, float64 [n]
            scan     INTEGER NOT NULL REFERENCES scan,
            name     TEXT NOT NULL,                          -- the key of exafs-scan-v1
            readings BLOB NOT NULL,
            PRIMARY KEY (scan, name)
        ) STRICT;

        CREATE TABLE defect (                                -- messages that no scan could be made of
            id       INTEGER PRIMARY KEY,
            run_id   TEXT NOT NULL,
            scan_id  TEXT NOT NULL,
            sequence INTEGER,
            reason   TEXT NOT NULL,
            detail   TEXT NOT NULL
        ) STRICT;

        """;

    private const string TablesOfVersion3 = """
        CREATE TABLE estimate (                              -- what the spectrum of an analysed scan says about the structure
            scan                   INTEGER NOT NULL REFERENCES scan,
            opinion                INTEGER NOT NULL,         -- 0: the estimate; 1: the second estimator's
            reason                 TEXT,                     -- why there is none
            detail                 TEXT,
            pack                   TEXT,
            pack_sha256            TEXT,
            n_within_3_2_angstrom  REAL,                     -- neighbours
            n_within_3_2_sigma     REAL,
            density_per_angstrom3  REAL,
            density_sigma          REAL,
            ood_score              REAL,                     -- 0 to 1; above 0.5: do not trust it
            ood_reasons            TEXT,                     -- one a line
            consistency_r_factor   REAL,
            disagreements          TEXT,                     -- with the second opinion, one a line
            kmax_per_angstrom      REAL,
            delta_e0_ev            REAL,
            s02                    REAL,
            trusted_r_max_angstrom REAL,
            r_grid                 INTEGER REFERENCES grid,  -- Å [q]
            g                      BLOB,                     -- float32 [q], neighbours per Å
            g_sigma                BLOB,                     -- float32 [q]
            shell_covariance       BLOB,                     -- float64 [4s, 4s], of N, R, σ², C3 of shell 1, of shell 2, …
            PRIMARY KEY (scan, opinion)
        ) STRICT;

        CREATE TABLE shell (
            scan                INTEGER NOT NULL,
            opinion             INTEGER NOT NULL,
            shell               INTEGER NOT NULL,            -- 1: the nearest
            n                   REAL,
            n_sigma             REAL,
            distance_angstrom   REAL,
            distance_sigma      REAL,
            sigma2_angstrom2    REAL,
            sigma2_sigma        REAL,
            c3_angstrom3        REAL,
            c3_sigma            REAL,
            n_ratio             REAL,                        -- n over that of the first; null for the first
            n_ratio_sigma       REAL,
            PRIMARY KEY (scan, opinion, shell),
            FOREIGN KEY (scan, opinion) REFERENCES estimate ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE phase (
            scan           INTEGER NOT NULL,
            opinion        INTEGER NOT NULL,
            name           TEXT NOT NULL,                    -- bcc, fcc, hcp, disordered
            place          INTEGER NOT NULL,                 -- in the order of the estimate
            fraction       REAL,
            fraction_sigma REAL,
            PRIMARY KEY (scan, opinion, name),
            FOREIGN KEY (scan, opinion) REFERENCES estimate ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID;

        """;

    /// <summary>Makes the tables in a new file; takes one of ours, with the tables that it lacks; refuses any other.</summary>
    public static void Prepare(SqliteConnection connection, string file)
    {
        // Immediately: of two programs that find no file, one makes the tables and the other sees them.
        StoreQuery.Run(connection, "BEGIN IMMEDIATE");
        long version = Number(connection, "PRAGMA user_version");
        long application = Number(connection, "PRAGMA application_id");
        if (version == 0 && application == 0 && Number(connection, "SELECT count(*) FROM sqlite_schema") == 0)
            StoreQuery.Run(connection, TablesOfVersion2 + TablesOfVersion3 + StoreEventSql.Tables + StoreOutboxSql.Tables + $"PRAGMA user_version = {Version}; PRAGMA application_id = {ApplicationId};");
        else if (Check(version, application, file) < Version)
            StoreQuery.Run(connection, (version < StructuresSince ? TablesOfVersion3 : "") + (version < EventsSince ? StoreEventSql.Tables : "") + StoreOutboxSql.Tables + $"PRAGMA user_version = {Version};");
        StoreQuery.Run(connection, "COMMIT");
    }

    /// <summary>The version of a store that can be read.</summary>
    /// <exception cref="StoreException">The file is none.</exception>
    public static long Check(SqliteConnection connection, string file) =>
        Check(Number(connection, "PRAGMA user_version"), Number(connection, "PRAGMA application_id"), file);

    private static long Check(long version, long application, string file)
    {
        if (application != ApplicationId)
            throw new StoreException($"{file}: the file is a database of another program");
        return version is >= OldestVersion and <= Version
            ? version
            : throw new StoreException($"{file}: the file has the schema {version}, this program knows {OldestVersion} to {Version}");
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
