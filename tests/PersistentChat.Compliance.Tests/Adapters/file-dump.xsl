<?xml version="1.0" encoding="utf-8"?>
<!-- The shape that the original's sample transform makes (product facts, section 1.4), written for these tests. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="xml" encoding="utf-8" indent="yes"/>

  <xsl:template match="/Conversations">
    <FileDump>
      <xsl:apply-templates select="Conversation"/>
    </FileDump>
  </xsl:template>

  <xsl:template match="Conversation">
    <Conversation Perspective="{Channel/@name}_group_channel">
      <RoomID><xsl:value-of select="Channel/@uri"/></RoomID>
      <StartTimeUTC><xsl:value-of select="StartTimeUTC/@since1970"/></StartTimeUTC>
      <xsl:apply-templates select="Messages/Message"/>
      <EndTimeUTC><xsl:value-of select="EndTimeUTC/@since1970"/></EndTimeUTC>
    </Conversation>
  </xsl:template>

  <xsl:template match="Message[@type='JOIN']">
    <ParticipantEntered><xsl:call-template name="participant"/></ParticipantEntered>
  </xsl:template>

  <xsl:template match="Message[@type='PART']">
    <ParticipantLeft><xsl:call-template name="participant"/></ParticipantLeft>
  </xsl:template>

  <xsl:template match="Message[@type='CHAT' or @type='BACKCHAT']">
    <Message>
      <xsl:call-template name="who"/>
      <Content><xsl:value-of select="@content"/></Content>
    </Message>
  </xsl:template>

  <xsl:template match="Message[@type='FILEUPLOAD' or @type='FILEDOWNLOAD']">
    <FileTransferStarted>
      <xsl:call-template name="who"/>
      <FileName><xsl:value-of select="@content"/></FileName>
    </FileTransferStarted>
    <FileTransferEnded>
      <xsl:call-template name="who"/>
      <FileName><xsl:value-of select="@content"/></FileName>
      <Status>Completed</Status>
    </FileTransferEnded>
  </xsl:template>

  <xsl:template match="Message"/>

  <xsl:template name="who">
    <LoginName><xsl:value-of select="Sender/@UserName"/></LoginName>
    <DateTimeUTC><xsl:value-of select="DateTimeUTC/@since1970"/></DateTimeUTC>
  </xsl:template>

  <xsl:template name="participant">
    <xsl:call-template name="who"/>
    <InternalFlag><xsl:value-of select="Sender/@internal"/></InternalFlag>
    <ConversationID><xsl:value-of select="../../Channel/@uri"/></ConversationID>
    <CorporateEmailID><xsl:value-of select="Sender/@email"/></CorporateEmailID>
  </xsl:template>
</xsl:stylesheet>
