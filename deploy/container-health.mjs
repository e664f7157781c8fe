// Whether the server in this container lives: status 0, or 1. Its own certificate is for another name than localhost.
import http from 'node:http';
import https from 'node:https';

const isEncrypted = Boolean(process.env.SCRUTINEER_TLS_CERT);
const options = {
  host: '127.0.0.1',
  port: process.env.PORT,
  path: '/healthz',
  timeout: 4_000,
  rejectUnauthorized: false,
};
const request = (isEncrypted ? https : http).get(options, (reply) => process.exit(reply.statusCode === 200 ? 0 : 1));
request.on('timeout', () => request.destroy(new Error('no answer')));
request.on('error', () => process.exit(1));
