using System.Text.Json.Nodes;
using Exafs.Lab.Dashboards.Queries;

namespace Exafs.Lab.Dashboards.Panels;

/// <summary>A table of scans or events, the newest first.</summary>
internal sealed record Rows(string Title, string Description, NewestRows Newest) : Panel(Title, Description, Newest)
{
    public override string Type => "table";

    public override JsonObject Options() => new() { ["showHeader"] = true, ["frameIndex"] = 0, ["cellHeight"] = "sm" };

    public override JsonObject Custom() => new() { ["align"] = "auto", ["cellOptions"] = new JsonObject { ["type"] = "auto" }, ["filterable"] = true, ["inspect"] = true };

    // One language gives columns in the order of their names.
    public override JsonArray Transformations()
    {
        var order = TimeFirst();
        foreach (var (index, column) in Newest.Columns.Index()) order[column.Label] = index + 1;
        return [new JsonObject { ["id"] = "organize", ["options"] = new JsonObject { ["excludeByName"] = new JsonObject(), ["indexByName"] = order, ["renameByName"] = new JsonObject() } }];
    }
}
