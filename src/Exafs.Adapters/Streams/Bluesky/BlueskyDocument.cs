namespace Exafs.Adapters.Streams.Bluesky;

/// <summary>The kinds of document that event-model has.</summary>
internal enum BlueskyDocument
{
    Unknown,
    Start,
    Descriptor,
    Event,
    EventPage,
    Stop,
    Resource,
    Datum,
    DatumPage,
    StreamResource,
    StreamDatum,
    BulkEvents,
    BulkDatum,
}
