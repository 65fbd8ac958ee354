import { useMemo } from 'react';
import type { ContainerTabProps } from '../../lib/contributions';
import { LogView, toSource } from './log-view';

/** The tab of a container's page with its log. */
export const LogsTab = ({ engineId, details }: ContainerTabProps) => {
  const { id, name } = details;
  const sources = useMemo(() => [toSource({ id, name })], [id, name]);
  return <LogView engineId={engineId} sources={sources} />;
};
