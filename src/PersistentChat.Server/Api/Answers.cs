using Microsoft.AspNetCore.Http.HttpResults;
using PersistentChat.Rooms;

namespace PersistentChat.Server.Api;

/// <summary>Turns what use cases answer into what HTTP answers.</summary>
internal static class Answers
{
    extension<T>(Outcome<T> outcome)
    {
        /// <summary>200 with what is there now, and its ETag.</summary>
        public Results<Ok<TDetails>, ProblemHttpResult> ToOk<TDetails>(HttpContext http, Func<T, TDetails> details)
        {
            if (outcome.IsRefused)
            {
                return Problems.Of(outcome.Refusal!);
            }

            var now = details(outcome.Value);
            ETags.Set(http, now);
            return TypedResults.Ok(now);
        }

        /// <summary>201 with what was made, where it is, and its ETag.</summary>
        public Results<Created<TDetails>, ProblemHttpResult> ToCreated<TDetails>(
            HttpContext http, Func<T, Guid> id, Func<T, TDetails> details)
        {
            if (outcome.IsRefused)
            {
                return Problems.Of(outcome.Refusal!);
            }

            var made = details(outcome.Value);
            ETags.Set(http, made);
            return TypedResults.Created($"{http.Request.Path}/{id(outcome.Value):D}", made);
        }

        /// <summary>204.</summary>
        public Results<NoContent, ProblemHttpResult> ToNoContent() =>
            outcome.IsRefused ? Problems.Of(outcome.Refusal!) : TypedResults.NoContent();
    }
}
