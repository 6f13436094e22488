using PersistentChat.Sip.Dialogs;

namespace PersistentChat.Sip.Tests.Dialogs;

public class UnansweredInfosTests
{
    [Test]
    public void The_oldest_without_answer_is_known_in_any_order_of_answers()
    {
        var random = new Random(4711);
        var ring = new UnansweredInfos();
        var model = new SortedDictionary<int, long>();
        for (int step = 0, cseq = 0; step < 20_000; step++)
        {
            if (random.Next(2) == 0 || model.Count == 0)
            {
                ring.Sent(++cseq, step + 1);
                model[cseq] = step + 1;
            }
            else
            {
                var answered = model.Keys.ElementAt(random.Next(Math.Min(model.Count, 50)));
                model.Remove(answered);
                Assert.That(ring.TryAnswer(answered));
                Assert.That(ring.TryAnswer(answered), Is.False, "twice");
            }

            Assert.That(ring.OldestSentAt, Is.EqualTo(model.Count == 0 ? null : model.First().Value));
        }
    }

    [TestCase(0)]
    [TestCase(2)]
    [TestCase(int.MaxValue)]
    [TestCase(int.MinValue)]
    public void An_answer_to_what_was_never_sent_changes_nothing(int cseq)
    {
        var ring = new UnansweredInfos();
        ring.Sent(1, 5);

        Assert.That(ring.TryAnswer(cseq), Is.False);
        Assert.That(ring.OldestSentAt, Is.EqualTo(5));
    }
}
