using System.Security.Cryptography;
using System.Text;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Contracts.Archives;
using PersistentChat.Compliance.Contracts.Verification;

namespace PersistentChat.Compliance.Tests.Verification;

/// <summary>Whatever is done to an archive, the verifier says which file it was done to.</summary>
public sealed class TamperTests
{
    private const string File3 = "Small-0000000003-00001.jsonl";
    private const string Manifest3 = "Small-0000000003.manifest.json";

    private SmallArchive _archive = null!;

    [SetUp]
    public async Task CreateAsync() => _archive = await SmallArchive.CreateAsync();

    [TearDown]
    public void Delete() => _archive.Dispose();

    [Test]
    public void An_archive_that_nobody_touched_is_intact()
    {
        var seen = _archive.Verify();
        Assert.That(seen.Findings, Is.Empty);
        Assert.That(seen.IsIntact, Is.True);
        Assert.That((seen.Head!.Slices, seen.Head.Number, seen.Files, seen.Events), Is.EqualTo((4, 5, 4, 8)));
        Assert.That(_archive.Verify(seen.HeadHash).IsIntact, Is.True);
    }

    [Test]
    public void Every_byte_counts([Values("data", "manifest", "heads")] string which, [Values(0.0, 0.5, 0.99)] double place)
    {
        var path = which switch
        {
            "data" => _archive.DataFile(3),
            "manifest" => _archive.ManifestFile(3),
            _ => _archive.Heads,
        };
        var bytes = File.ReadAllBytes(path);
        bytes[(int)(place * bytes.Length)] ^= 1;
        File.WriteAllBytes(path, bytes);

        var findings = _archive.Verify().Findings;
        Assert.That(findings, Is.Not.Empty);
        Assert.That(findings.Select(finding => finding.Name), Has.All.StartsWith(Path.GetFileName(path)), Text(findings));
    }

    [Test]
    public void A_file_that_was_dropped_is_missing([Values(1, 4)] int slice)
    {
        File.Delete(_archive.DataFile(slice));
        Only(FindingKind.Missing, Path.GetFileName(_archive.DataFile(slice)));
    }

    [Test]
    public void A_manifest_that_was_dropped_is_missing_and_what_stands_before_it_is_still_vouched_for()
    {
        File.Delete(_archive.ManifestFile(3));
        Only(FindingKind.Missing, Manifest3);
    }

    [Test]
    public void A_tail_of_slices_that_was_cut_is_missing_file_by_file()
    {
        File.Delete(_archive.DataFile(4));
        File.Delete(_archive.ManifestFile(4));
        Only(FindingKind.Missing, "Small-0000000004.manifest.json");
    }

    [Test]
    public void A_tail_that_was_cut_with_its_heads_shows_by_the_head_that_is_expected()
    {
        var expected = _archive.Verify().HeadHash;
        File.Delete(_archive.DataFile(4));
        File.Delete(_archive.ManifestFile(4));
        File.WriteAllLines(_archive.Heads, File.ReadAllLines(_archive.Heads)[..3]);
        Assert.That(_archive.Verify().IsIntact, Is.True, "nothing in the folder itself can say it");
        var finding = _archive.Verify(expected).Findings.Single();
        Assert.That((finding.Kind, finding.Name), Is.EqualTo((FindingKind.Truncated, "chain.heads")));
    }

    [Test]
    public void A_file_that_lost_its_end_is_truncated()
    {
        using (var file = File.OpenWrite(_archive.DataFile(3)))
        {
            file.SetLength(file.Length - 10);
        }

        Only(FindingKind.Truncated, File3);
    }

    [Test]
    public void Heads_that_lost_their_end_are_truncated()
    {
        using (var file = File.OpenWrite(_archive.Heads))
        {
            file.SetLength(file.Length - 10);
        }

        Only(FindingKind.Truncated, "chain.heads:5");
    }

    [Test]
    public void Two_files_that_were_swapped_are_reordered_both()
    {
        Swap(_archive.DataFile(2), _archive.DataFile(3));
        Assert.That(
            _archive.Verify().Findings.Select(finding => (finding.Kind, finding.Name)),
            Is.EquivalentTo(new[] { (FindingKind.Reordered, "Small-0000000002-00001.jsonl"), (FindingKind.Reordered, File3) }));
    }

    [Test]
    public void Two_manifests_that_were_swapped_are_reordered_both()
    {
        Swap(_archive.ManifestFile(2), _archive.ManifestFile(3));
        Assert.That(
            _archive.Verify().Findings.Where(finding => finding.Kind is FindingKind.Reordered).Select(finding => finding.Name),
            Is.EquivalentTo(new[] { "Small-0000000002.manifest.json", Manifest3 }));
    }

    [Test]
    public void Two_heads_that_were_swapped_are_found()
    {
        var lines = File.ReadAllLines(_archive.Heads);
        (lines[1], lines[2]) = (lines[2], lines[1]);
        File.WriteAllLines(_archive.Heads, lines);
        var findings = _archive.Verify().Findings;
        Assert.That(findings.Select(finding => finding.Name), Does.Contain("chain.heads:2").And.Contain("chain.heads:3"), Text(findings));
        Assert.That(findings.Select(finding => finding.Kind), Does.Contain(FindingKind.Reordered), Text(findings));
    }

    [Test]
    public void A_head_that_was_dropped_is_missing()
    {
        File.WriteAllLines(_archive.Heads, File.ReadAllLines(_archive.Heads).Where((_, i) => i != 2));
        Only(FindingKind.Missing, "chain.heads:3");
    }

    [Test]
    public void A_file_that_was_added_is_named()
    {
        File.WriteAllText(Path.Combine(_archive.Path, "Small-0000000002-00002.jsonl"), "{}");
        Only(FindingKind.Added, "Small-0000000002-00002.jsonl");
    }

    [TestCase(9, true)]
    [TestCase(10, false)]
    public async Task An_epoch_must_go_on_where_it_was_also_when_slices_of_another_lie_between(long next, bool isWhole)
    {
        await _archive.AddSliceAsync(new EventPosition(7, 1));
        await _archive.AddSliceAsync(new EventPosition(1, next));
        await _archive.AddHeadAsync();
        if (isWhole)
        {
            Assert.That(_archive.Verify().Findings, Is.Empty);
            return;
        }

        Only(FindingKind.Missing, "Small-0000000004.manifest.json");
    }

    [Test]
    public async Task A_slice_that_no_head_covers_is_named()
    {
        await _archive.AddSliceAsync();
        Only(FindingKind.Unvouched, "Small-0000000005.manifest.json");
    }

    [Test]
    public void An_event_that_was_taken_out_of_file_and_manifest_shows_in_the_chain()
    {
        RemoveEvent(_archive);
        Only(FindingKind.Changed, Manifest3);
    }

    [Test]
    public void A_chain_that_was_forged_from_there_on_and_signed_with_another_key_is_named()
    {
        RemoveEvent(_archive);
        var fourth = Manifest.Read(File.ReadAllBytes(_archive.ManifestFile(4))) with { Previous = HashOf(_archive.ManifestFile(3)) };
        File.WriteAllBytes(_archive.ManifestFile(4), fourth.ToBytes());
        using var forger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var lines = File.ReadAllLines(_archive.Heads).ToList();
        for (var i = 2; i < lines.Count; i++)
        {
            HeadLine.Parse(lines[i]).TryRead(out var head);
            var forged = head! with
            {
                Previous = HeadLine.Parse(lines[i - 1]).Hash,
                Manifest = HashOf(_archive.ManifestFile(head!.Slices)),
                Key = i % 2 == 0 ? head.Key : HeadLine.KeyId(forger),
            };
            lines[i] = HeadLine.Sign(forged, forger).Text;
        }

        File.WriteAllLines(_archive.Heads, lines);
        var findings = _archive.Verify().Findings;
        Assert.That(
            findings.Where(finding => finding.Kind is FindingKind.Resigned).Select(finding => finding.Name),
            Is.EqualTo(new[] { "chain.heads:3", "chain.heads:4", "chain.heads:5" }), Text(findings));
        Assert.That(findings.Select(finding => finding.Name), Does.Contain(Manifest3), Text(findings));
    }

    [Test]
    public void Without_heads_nothing_is_proved()
    {
        File.Delete(_archive.Heads);
        var seen = _archive.Verify();
        Assert.That(seen.IsIntact, Is.False);
        Assert.That(seen.Findings[0].Kind, Is.EqualTo(FindingKind.Missing));
    }

    [Test]
    public async Task A_new_key_is_introduced_by_the_old_one_and_takes_over()
    {
        using (var next = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        {
            WritePrivate(Path.Combine(_archive.Keys, "archive-0002.key"), next.ExportPkcs8PrivateKeyPem());
        }

        await _archive.AddSliceAsync();
        await _archive.AddHeadAsync();
        await _archive.AddHeadAsync();
        var seen = _archive.Verify();
        Assert.That(seen.Findings, Is.Empty);
        using var key = _archive.PublicKey("archive-0002.pub");
        Assert.That((seen.Head!.Number, seen.Head.Key), Is.EqualTo((8, HeadLine.KeyId(key))));
    }

    [Test]
    public void A_key_that_was_replaced_can_sign_nothing_any_more()
    {
        using var old = ECDsa.Create();
        old.ImportFromPem(File.ReadAllText(Path.Combine(_archive.Keys, "archive-0001.key")));
        using var next = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var last = HeadLine.Parse(File.ReadAllLines(_archive.Heads)[^1]);
        last.TryRead(out var head);
        var rotation = HeadLine.Sign(
            head! with { Number = 6, Previous = last.Hash, NextKey = Convert.ToBase64String(next.ExportSubjectPublicKeyInfo()) }, old);
        var late = HeadLine.Sign(head with { Number = 7, Previous = rotation.Hash }, old);
        File.AppendAllLines(_archive.Heads, [rotation.Text, late.Text]);
        Only(FindingKind.Resigned, "chain.heads:7");
    }

    private static void RemoveEvent(SmallArchive archive)
    {
        var left = File.ReadAllLines(archive.DataFile(3))[0] + "\n";
        File.WriteAllText(archive.DataFile(3), left);
        var manifest = Manifest.Read(File.ReadAllBytes(archive.ManifestFile(3)));
        var file = manifest.Files[0] with { Length = Encoding.UTF8.GetByteCount(left), Sha256 = HashOf(archive.DataFile(3)) };
        File.WriteAllBytes(archive.ManifestFile(3), (manifest with { Files = [file], Count = 1 }).ToBytes());
    }

    private static string HashOf(string path) => ArchiveFormat.Hash(File.ReadAllBytes(path));

    private static void Swap(string one, string other)
    {
        var bytes = File.ReadAllBytes(one);
        File.Copy(other, one, overwrite: true);
        File.WriteAllBytes(other, bytes);
    }

    private static void WritePrivate(string path, string text)
    {
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static string Text(IEnumerable<Finding> findings) => string.Join('\n', findings);

    private void Only(FindingKind kind, string name)
    {
        var findings = _archive.Verify().Findings;
        Assert.That(findings.Select(finding => (finding.Kind, finding.Name)), Is.EqualTo(new[] { (kind, name) }), Text(findings));
    }
}
