using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using PersistentChat.Sip.Authentication;

namespace PersistentChat.Sip.Transport;

/// <summary>
/// The life of a connection on one listener (RFC 3261 section 18.2): reads messages until there are no more, while the writer
/// writes.
/// </summary>
public sealed class SipConnectionHandler(SipEndpoint endpoint, IAuthentication authentication) : ConnectionHandler
{
    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        if (endpoint.Accept(connection, authentication) is not { } sip) { return; }
        await using var stopping = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?
            .ConnectionClosedRequested.Register(() => sip.Close("the server is stopping"));
        var writing = WriteAsync(sip, connection.Transport.Output);
        try
        {
            await ReadAsync(sip, connection.Transport);
        }
        finally
        {
            endpoint.EndDialogs(sip);
            sip.Outbound.Complete();
            await LingerAsync(sip, writing);
            endpoint.Forget(sip);
        }
    }

    private async Task ReadAsync(SipConnection sip, IDuplexPipe transport)
    {
        try
        {
            var input = transport.Input;
            var framer = WebSocketTransport.FramerOf(transport, endpoint.Limits);
            while (!sip.IsClosing)
            {
                var result = await input.ReadAsync(CancellationToken.None);
                if (result.IsCanceled || !Receive(sip, framer, input, result, out var isAllRead)) { return; }
                if (result.IsCompleted && isAllRead) { return; }
                await sip.Outbound.WaitForRoomAsync();
            }
        }
        catch (Exception lost) when (lost is IOException or OperationCanceledException)
        {
            endpoint.Logger.ConnectionLost(sip.Id, lost.Message);
        }
        catch (Exception bug)
        {
            endpoint.Logger.ConnectionFailed(bug, sip.Id);
            sip.Close("internal error");
        }
    }

    /// <summary>
    /// Handles every complete message in what was read, as long as there is room for their answers. False: nothing more is to
    /// be read from this stream.
    /// </summary>
    private bool Receive(SipConnection sip, IMessageFramer framer, PipeReader input, ReadResult result, out bool isAllRead)
    {
        var buffer = result.Buffer;
        isAllRead = false;
        try
        {
            var goesOn = true;
            var hasEnded = false;
            while (goesOn && !sip.IsClosing && sip.Outbound.HasRoom)
            {
                var status = framer.Read(ref buffer, out var frame);
                isAllRead = status == FrameStatus.NeedMore;
                if (isAllRead) { break; }
                hasEnded = true;
                goesOn = status == FrameStatus.Message
                    ? endpoint.Receive(sip, frame)
                    : endpoint.RefuseFrame(sip, frame);
            }

            // One answer for all that came together: who sends many is not to get many.
            var isKeepAlive = framer.TakeKeepAlives() > 0;
            if (isKeepAlive && sip.KeepAlive.IsAnswered) { sip.TrySendBytes("\r\n"u8); }
            sip.Received(hasEnded, framer.IsPartial);
            return goesOn;
        }
        finally
        {
            // What was not looked at is there again at once.
            input.AdvanceTo(buffer.Start, isAllRead ? buffer.End : buffer.Start);
        }
    }

    private async Task WriteAsync(SipConnection sip, PipeWriter output)
    {
        // Not on the caller's thread: the first byte must not wait for whoever accepted the connection.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            if (await sip.Outbound.RunAsync(output)) { return; }
        }
        catch (Exception lost) when (lost is IOException or OperationCanceledException)
        {
            endpoint.Logger.ConnectionLost(sip.Id, lost.Message);
        }
        catch (Exception bug)
        {
            endpoint.Logger.ConnectionFailed(bug, sip.Id);
        }

        sip.Close("the peer takes nothing more");
    }

    /// <summary>Lets the last answers leave, but not for ever.</summary>
    private async Task LingerAsync(SipConnection sip, Task writing)
    {
        try
        {
            await writing.WaitAsync(endpoint.Limits.LingerTimeout, endpoint.Clock);
        }
        catch (TimeoutException)
        {
            sip.Close("the last answers were not read");
            await writing;
        }
    }
}
