import { useState } from 'react';
import { useLocation } from 'wouter';
import type { SettingsNotice } from '../../common/contract/settings';
import { Banner } from '../components/banner';
import { Button } from '../components/button';
import { TextLink } from '../components/link';
import { useConnection, useTransport } from '../lib/client';
import type { TransportState } from '../lib/connection';
import { useEngine } from '../lib/engine';
import { engineLook } from '../lib/engine-look';
import { useContainers } from '../lib/live-list';
import { type Messages, useFormat, useMessages } from '../lib/messages';
import { useNow } from '../lib/now';
import { useSettings } from '../lib/preferences';

const Lost = ({ transport }: { readonly transport: TransportState & { readonly kind: 'lost' } }) => {
  const { app } = useMessages();
  const format = useFormat();
  const connection = useConnection();
  const now = useNow('fast');
  const seconds = transport.retryAt && Math.max(1, Math.ceil((transport.retryAt - now) / 1000));
  return (
    <Banner
      flush
      tone="bad"
      title={app.lost.title}
      actions={
        <Button size="sm" onClick={() => connection.retryNow()} disabled={transport.retryAt === undefined}>
          {app.lost.retryNow}
        </Button>
      }
    >
      {`${app.lost.text(format.time(transport.since))} `}
      {/* Not announced each second. */}
      <span aria-live="off">{seconds ? app.lost.retryIn(seconds) : app.lost.retrying}</span>
    </Banner>
  );
};

/** The engine of the page went away while its lists are shown. Without lists the page itself says why. */
const EngineAway = () => {
  const messages = useMessages();
  const format = useFormat();
  const engine = useEngine();
  const containers = useContainers(engine?.id);
  const [path] = useLocation();
  if (!engine || engine.state.kind === 'connected' || containers.status !== 'stale') return undefined;
  // Its card says more.
  if (path === '/engines') return undefined;
  const { label } = engineLook(messages, engine.state);
  const title =
    engine.state.kind === 'connecting'
      ? messages.app.engineConnecting(engine.name)
      : messages.app.engineLost(engine.name, label);
  return (
    <Banner
      flush
      tone="warn"
      title={title}
      actions={<TextLink href="/engines">{messages.app.seeEngines}</TextLink>}
    >
      {messages.app.engineLostText(format.time(containers.staleSince ?? Date.now()))}
    </Banner>
  );
};

function noticeText({ app }: Messages, notice: SettingsNotice): string {
  switch (notice.kind) {
    case 'corrupt':
      return notice.keptAs === undefined
        ? app.notices.corrupt.textPlain
        : app.notices.corrupt.text(notice.keptAs);
    case 'newer_version':
      return app.notices.newer_version.text;
    case 'not_writable':
      return app.notices.not_writable.text(notice.file);
  }
}

const SettingsNotices = () => {
  const messages = useMessages();
  const { notices } = useSettings();
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const keyOf = (notice: SettingsNotice): string => `${notice.kind}:${notice.at}`;
  return notices
    .filter((notice) => !dismissed.has(keyOf(notice)))
    .map((notice) => (
      <Banner
        flush
        key={keyOf(notice)}
        tone="warn"
        title={messages.app.notices[notice.kind].title}
        actions={
          <Button size="sm" onClick={() => setDismissed(new Set([...dismissed, keyOf(notice)]))}>
            {messages.app.notices.dismiss}
          </Button>
        }
      >
        {noticeText(messages, notice)}
      </Banner>
    ));
};

/** What concerns every page, above it. */
export const Banners = () => {
  const transport = useTransport();
  return (
    <>
      {transport.kind === 'lost' ? <Lost transport={transport} /> : <EngineAway />}
      <SettingsNotices />
    </>
  );
};
