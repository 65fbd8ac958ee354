import { expect, test } from './pages/scene';

test('shows jobs and events on one line and filters them', async ({ app, engine, page }) => {
  const [target, other] = [...engine.state.containers.values()].filter(({ state }) => state === 'running');
  await expect(app.statusBar.getByText('Live', { exact: true })).toBeVisible();
  engine.perform('POST', `/containers/${target?.id}/kill?signal=SIGKILL`);
  await app.call('containers/stop', { engineId: 'environment', ids: [other?.id] });
  await app.goTo('Activity');
  const line = page.getByRole('region', { name: 'Jobs and events, newest first' });
  await expect(line.getByRole('button', { name: `Stop ${other?.name}` })).toBeVisible();
  await expect(line.getByText(/got a signal/).first()).toBeVisible();
  await page.getByRole('radio', { name: 'Jobs' }).click();
  await expect(page).toHaveURL(/kind=jobs/);
  await expect(line.getByRole('listitem')).toHaveCount(1);
  await page.reload();
  await expect(line.getByRole('listitem')).toHaveCount(1);
  await page.getByRole('radio', { name: 'Events' }).click();
  await page.getByRole('searchbox', { name: /Filter/ }).fill(target?.name ?? '');
  await expect(line.getByRole('link', { name: target?.name ?? '' }).first()).toBeVisible();
  await expect(line.getByText(other?.name ?? '', { exact: true })).toHaveCount(0);
  await page.getByRole('searchbox', { name: /Filter/ }).fill('nothing like this');
  await page.getByRole('button', { name: 'Show everything' }).click();
  await expect(page).toHaveURL(/\/activity$/);
  await expect(line.getByRole('listitem').nth(2)).toBeVisible();
});

test('a job says the result of each object and what to do about a failure', async ({ app, engine, page }) => {
  const [first, second] = [...engine.state.containers.values()].filter(({ state }) => state === 'running');
  engine.setFault(new RegExp(`POST .*${second?.id}/stop`), {
    kind: 'status',
    code: 500,
    body: '{"message":"cannot stop container: tried to kill, but did not receive an exit event"}',
  });
  const { jobId } = (await app.call('containers/stop', {
    engineId: 'environment',
    ids: [first?.id, second?.id],
  })) as { jobId: string };
  await app.visit(`/e/environment/activity?job=${jobId}`);
  const details = page.getByRole('region', { name: /^Details: Stop 2 containers/ });
  await expect(details.getByText('Partly failed')).toBeVisible();
  await expect(details.getByText(/tried to kill, but did not receive an exit event/).first()).toBeVisible();
  await expect(details.getByText(first?.name ?? '', { exact: true })).toBeVisible();
  await expect(details.getByRole('link', { name: 'Open the list' })).toBeVisible();
  await details.getByRole('button', { name: 'Remove from the list' }).click();
  await expect(details).toBeHidden();
  await expect(page.getByText('This job is no longer kept')).toBeVisible();
});

test('only failures leaves what went wrong', async ({ app, engine, page }) => {
  await expect(app.statusBar.getByText('Live', { exact: true })).toBeVisible();
  engine.emit({
    type: 'container',
    action: 'die',
    id: 'a'.repeat(64),
    attributes: { name: 'crashed', exitCode: '139' },
  });
  engine.emit({
    type: 'container',
    action: 'die',
    id: 'b'.repeat(64),
    attributes: { name: 'calm', exitCode: '0' },
  });
  await app.goTo('Activity');
  await expect(page.getByText('calm')).toBeVisible();
  await page.getByRole('switch', { name: 'Only failures' }).click();
  await expect(page.getByText('crashed')).toBeVisible();
  await expect(page.getByText('exit code 139')).toBeVisible();
  await expect(page.getByText('calm')).toBeHidden();
});
