namespace PersistentChat.Operation;

/// <summary>How a collector is spoken to.</summary>
public enum OtlpProtocol
{
    /// <summary>OTLP over HTTP, usually port 4318.</summary>
    HttpProtobuf,

    /// <summary>OTLP over gRPC, usually port 4317.</summary>
    Grpc,
}
