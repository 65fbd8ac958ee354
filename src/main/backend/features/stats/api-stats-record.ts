import { z } from 'zod';
import { listOf, mapOf, optionalNumber } from '../../engine/records/tolerant-schema';

const cpuRecord = z
  .object({
    cpu_usage: z
      .object({
        total_usage: optionalNumber,
        usage_in_kernelmode: optionalNumber,
        usage_in_usermode: optionalNumber,
      })
      .nullish(),
    online_cpus: optionalNumber,
    throttling_data: z
      .object({ periods: optionalNumber, throttled_periods: optionalNumber, throttled_time: optionalNumber })
      .nullish(),
  })
  .nullish();

const blkioEntries = listOf(
  z.object({ major: z.number(), minor: z.number(), op: z.string(), value: z.number() }),
);

/** GET /containers/{id}/stats of Docker 20.10 to 28 and Podman 4 and 5. Times of use are in nanoseconds. */
export const apiStatsRecord = z.object({
  /** RFC 3339 with nanoseconds; the year 1 in an answer that says nothing. */
  read: z.string().default(''),
  cpu_stats: cpuRecord,
  memory_stats: z
    .object({ usage: optionalNumber, limit: optionalNumber, stats: mapOf(z.number()) })
    .nullish(),
  pids_stats: z.object({ current: optionalNumber, limit: optionalNumber }).nullish(),
  blkio_stats: z
    .object({ io_service_bytes_recursive: blkioEntries, io_serviced_recursive: blkioEntries })
    .nullish(),
  networks: mapOf(
    z.object({
      rx_bytes: z.number().default(0),
      rx_packets: z.number().default(0),
      rx_errors: z.number().default(0),
      rx_dropped: z.number().default(0),
      tx_bytes: z.number().default(0),
      tx_packets: z.number().default(0),
      tx_errors: z.number().default(0),
      tx_dropped: z.number().default(0),
    }),
  ),
});
export type ApiStatsRecord = z.output<typeof apiStatsRecord>;
