using System.Runtime.Versioning;

// Modes of files and signals: these tests are for the systems that the servers run on.
[assembly: UnsupportedOSPlatform("windows")]
