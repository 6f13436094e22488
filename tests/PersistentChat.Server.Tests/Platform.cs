using System.Runtime.Versioning;

// Modes of files, PostgreSQL and RabbitMQ as private servers: these tests are for the systems that the servers run on.
[assembly: UnsupportedOSPlatform("windows")]
