import { describe, expect, it } from 'vitest';
import {
  parseContainerState,
  parseContainerStatus,
} from '../../../../../../src/main/backend/features/containers/container-status';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

describe('the status text of a container', () => {
  it.each([
    ['Created', {}],
    ['Dead', {}],
    ['Removal In Progress', {}],
    ['', {}],
    ['Up Less than a second', { ageMs: 0, precisionMs: second }],
    ['Up 1 second', { ageMs: second, precisionMs: second }],
    ['Up 59 seconds', { ageMs: 59 * second, precisionMs: second }],
    ['Up About a minute', { ageMs: minute, precisionMs: minute }],
    ['Up 45 minutes (Paused)', { ageMs: 45 * minute, precisionMs: minute }],
    ['Up About an hour (unhealthy)', { health: 'unhealthy', ageMs: hour, precisionMs: hour }],
    ['Up 3 hours (healthy)', { health: 'healthy', ageMs: 3 * hour, precisionMs: hour }],
    ['Up 2 days (health: starting)', { health: 'starting', ageMs: 2 * day, precisionMs: day }],
    ['Up 3 weeks', { ageMs: 21 * day, precisionMs: 7 * day }],
    ['Up 4 months', { ageMs: 120 * day, precisionMs: 30 * day }],
    ['Up 2 years', { ageMs: 730 * day, precisionMs: 365 * day }],
    ['Exited (0) 5 seconds ago', { exitCode: 0, ageMs: 5 * second, precisionMs: second }],
    ['Exited (137) 2 days ago', { exitCode: 137, ageMs: 2 * day, precisionMs: day }],
    ['Exited (-1) About a minute ago', { exitCode: -1, ageMs: minute, precisionMs: minute }],
    ['Restarting (1) Less than a second ago', { exitCode: 1, ageMs: 0, precisionMs: second }],
    ['Up <b>3</b> hours', {}],
  ])('%j', (text, expected) => {
    expect(parseContainerStatus(text)).toEqual(expected);
  });

  it.each([
    ['running', 'running'],
    ['Running', 'running'],
    ['configured', 'created'],
    ['stopping', 'running'],
    ['stopped', 'exited'],
    ['constructor', 'unknown'],
    ['', 'unknown'],
  ])('the state word %j is %s', (word, state) => {
    expect(parseContainerState(word)).toBe(state);
  });
});
