using Microsoft.EntityFrameworkCore;

namespace PersistentChat.Compliance.Store;

/// <summary>The mgccomp database. The recorder and the adapter runs write it, each under its lease.</summary>
public sealed class ComplianceDbContext(DbContextOptions<ComplianceDbContext> options) : DbContext(options)
{
    // Names of adapters, leases and processes; a person's or a room's address.
    private const int NameLength = 256;
    internal const int UriLength = 512;
    internal const int ReasonLength = 1024;
    private const int HashLength = 64;

    internal DbSet<RecordRow> Record => Set<RecordRow>();

    internal DbSet<TransitRow> Transit => Set<TransitRow>();

    internal DbSet<WatermarkRow> Watermarks => Set<WatermarkRow>();

    internal DbSet<CursorRow> Cursors => Set<CursorRow>();

    internal DbSet<SliceRow> Slices => Set<SliceRow>();

    internal DbSet<PresenceRow> Presence => Set<PresenceRow>();

    internal DbSet<LeaseRow> Leases => Set<LeaseRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<TicksConverter>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<RecordRow>(record =>
        {
            record.ToTable("Record");
            record.HasKey(r => new { r.Epoch, r.Number });
            record.Property(r => r.Epoch).ValueGeneratedNever();
            record.Property(r => r.Number).ValueGeneratedNever();
            record.Property(r => r.RoomUri).HasMaxLength(UriLength);
            record.Property(r => r.PersonUri).HasMaxLength(UriLength);
            record.Property(r => r.Fault).HasMaxLength(ReasonLength);
            record.HasIndex(r => r.At);
            record.HasIndex(r => new { r.RoomUri, r.At });

            // Adapters read a slice room by room.
            record.HasIndex(r => new { r.RoomUri, r.Epoch, r.Number });
            record.HasIndex(r => new { r.PersonUri, r.At });

            // Asked for by every look at health: these two have a row per unreadable event, or per repair, and no other.
            record.HasIndex(r => new { r.Epoch, r.Number }).HasFilter("\"Fault\" IS NOT NULL");
            record.HasIndex(r => new { r.RepairOfEpoch, r.RepairOfNumber }).HasFilter("\"RepairOfNumber\" IS NOT NULL");
        });
        modelBuilder.Entity<TransitRow>(transit =>
        {
            transit.ToTable("Transit");
            transit.HasKey(t => new { t.Epoch, t.Number });
            transit.Property(t => t.Epoch).ValueGeneratedNever();
            transit.Property(t => t.Number).ValueGeneratedNever();
        });
        modelBuilder.Entity<WatermarkRow>(watermark =>
        {
            watermark.ToTable("Watermarks");
            watermark.HasKey(w => w.Epoch);
            watermark.Property(w => w.Epoch).ValueGeneratedNever();
            watermark.Property(w => w.Number).IsConcurrencyToken();
        });
        modelBuilder.Entity<CursorRow>(cursor =>
        {
            cursor.ToTable("Cursors");
            cursor.HasKey(c => c.Adapter);
            cursor.Property(c => c.Adapter).HasMaxLength(NameLength);
            cursor.Property(c => c.LastFailure).HasMaxLength(ReasonLength);
            cursor.Property(c => c.Manifest).HasMaxLength(HashLength);
        });
        modelBuilder.Entity<SliceRow>(slice =>
        {
            slice.ToTable("Slices");
            slice.HasKey(s => new { s.Adapter, s.Number });
            slice.Property(s => s.Adapter).HasMaxLength(NameLength);
            slice.Property(s => s.Number).ValueGeneratedNever();
        });
        modelBuilder.Entity<PresenceRow>(presence =>
        {
            presence.ToTable("Presence");
            presence.Property(p => p.Adapter).HasMaxLength(NameLength);
            presence.Property(p => p.RoomUri).HasMaxLength(UriLength);
            presence.HasIndex(p => new { p.Adapter, p.RoomUri });
        });
        modelBuilder.Entity<LeaseRow>(lease =>
        {
            lease.ToTable("Leases");
            lease.HasKey(l => l.Name);
            lease.Property(l => l.Name).HasMaxLength(NameLength);
            lease.Property(l => l.Holder).HasMaxLength(NameLength);
        });
    }
}
