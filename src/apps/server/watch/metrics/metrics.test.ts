import { describe, expect, test } from 'vitest';
import { classOf, RequestCounts } from './count-requests.ts';
import { formatMetrics } from './exposition.ts';
import { backupFamilies, createMetrics } from './metrics.ts';
import { answerMetrics } from './serve-metrics.ts';

describe('figures as text', () => {
  test('are as Prometheus reads them', () => {
    const text = formatMetrics([
      {
        name: 'a_total',
        help: 'What it is.',
        type: 'counter',
        samples: [{ labels: { of: 'quoted " and \\ and \n' }, value: 3 }, { value: Number.POSITIVE_INFINITY }],
      },
    ]);
    expect(text).toBe(
      '# HELP a_total What it is.\n# TYPE a_total counter\na_total{of="quoted \\" and \\\\ and \\n"} 3\na_total +Inf\n',
    );
  });

  test.each([
    ['/openrosa/coast/key/secret/submission', 'openrosa'],
    ['/sync/coast', 'sync'],
    ['/api/v1/missions/coast/reports', 'programs'],
    ['/api/missions/coast', 'desk'],
    ['/log/coast/checkpoint', 'log'],
    ['/readyz', 'health'],
    ['/desk/e/some-election', 'page'],
  ])('count %s as a class, without what stands in the address', (path, kind) => {
    expect(classOf(path)).toBe(kind);
  });

  test('of requests add up', () => {
    const counts = new RequestCounts();
    for (const seconds of [0.001, 0.005, 0.3, 60]) counts.note('desk', 200, seconds);
    counts.note('desk', 503, 0.001);
    const text = formatMetrics(counts.families());
    expect(text).toContain('scrutineer_requests_total{class="desk",status="200"} 4');
    expect(text).toContain('scrutineer_requests_total{class="desk",status="503"} 1');
    const bucket = (bound: string) =>
      new RegExp(`_bucket\\{class="desk",le="${bound.replace('+', '\\+')}"\\} (\\d+)`).exec(text)?.[1];
    expect(['0.005', '0.25', '0.5', '10', '+Inf'].map(bucket)).toEqual(['3', '3', '4', '4', '5']);
    expect(text).toContain('scrutineer_request_seconds_count{class="desk"} 5');
  });
});

describe('a backup', () => {
  const now = Date.UTC(2024, 1, 7, 12);
  const good = { at: new Date(now), snapshotAt: new Date(now - 90_000), folder: '/b', id: 'x', manifestSha256: 'y' };

  test('is as old as what it holds', () => {
    const text = formatMetrics(backupFamilies({ good, failure: null }, now));
    expect(text).toContain('scrutineer_backup_age_seconds 90\n');
    expect(text).toContain('scrutineer_backup_failed 0\n');
    expect(text).toContain('scrutineer_backup_files_missing 0\n');
    const lost = { ...good, missing: { count: 2, sha256: [] } };
    expect(formatMetrics(backupFamilies({ good: lost, failure: null }, now))).toContain('_files_missing 2\n');
    expect(text).toContain('scrutineer_backup_objects_mended 0\n');
    const damaged = { ...good, mended: { count: 3, what: [] } };
    expect(formatMetrics(backupFamilies({ good: damaged, failure: null }, now))).toContain('_objects_mended 3\n');
  });

  test('that failed, or was never made, is told', () => {
    const failure = { at: new Date(now), reason: 'the disk is full' };
    const text = formatMetrics(backupFamilies({ good: null, failure }, now));
    expect(text).toContain('scrutineer_backup_failed 1\n');
    expect(text, 'older than any limit').toContain('scrutineer_backup_age_seconds +Inf\n');
    expect(text).toContain('scrutineer_backup_files_missing 0\n');
    expect(text).not.toContain('the disk is full');
  });
});

describe('whoever asks', () => {
  const token = 'a token of some length';
  const ask = async (authorization: string | undefined) => {
    const metrics = createMetrics();
    const reply = await answerMetrics(metrics, { token, authorization });
    metrics.close();
    return reply;
  };

  test('with the token is told', async () => {
    const reply = await ask(`Bearer ${token}`);
    expect([reply.status, reply.headers.get('content-type')]).toEqual([
      200,
      'text/plain; version=0.0.4; charset=utf-8',
    ]);
    expect(await reply.text()).toContain('process_start_time_seconds');
  });

  test.each([undefined, '', 'Bearer', `Bearer ${token}x`, `Basic ${token}`])(
    'with %s is not',
    async (authorization) => {
      const reply = await ask(authorization);
      expect([reply.status, await reply.text()]).toEqual([401, 'Authorization: Bearer TOKEN\n']);
    },
  );
});
