import { capabilities as can } from '../../capabilities.ts';
import type { Route } from '../capability-route.ts';

/** The badge capabilities that take and give nothing but JSON. */
export const badgeRoutes: readonly Route[] = [
  { tag: 'badges', method: 'get', path: '/badges', capability: can.listBadges },
  { tag: 'badges', method: 'post', path: '/badges', capability: can.proposeBadge, status: 201 },
  { tag: 'badges', method: 'get', path: '/badges/{id}', capability: can.getBadge },
  { tag: 'badges', method: 'get', path: '/badges/{id}/versions', capability: can.listBadgeVersions },
  { tag: 'badges', method: 'put', path: '/badges/{id}', capability: can.updateBadge },
  { tag: 'badges', method: 'post', path: '/badges/{id}/submit', capability: can.submitBadge },
  { tag: 'badges', method: 'post', path: '/badges/{id}/reviews', capability: can.reviewBadge },
  { tag: 'badges', method: 'post', path: '/badges/{id}/retire', capability: can.retireBadge },
  { tag: 'badges', method: 'get', path: '/reviews/badges', capability: can.listBadgeReviews },
  { tag: 'credentials', method: 'get', path: '/credentials', capability: can.listCredentials },
  { tag: 'credentials', method: 'get', path: '/credentials/{id}', capability: can.getCredential },
  { tag: 'credentials', method: 'post', path: '/credentials/{id}/revoke', capability: can.revokeBadge },
  { tag: 'credentials', method: 'get', path: '/me/credentials', capability: can.listOwnCredentials },
  {
    tag: 'credentials',
    method: 'post',
    path: '/me/credentials/{id}/check',
    capability: can.checkImportedBadge,
  },
  { tag: 'credentials', method: 'delete', path: '/me/credentials/{id}', capability: can.deleteImportedBadge },
  { tag: 'issuers', method: 'get', path: '/issuers', capability: can.listIssuers },
  { tag: 'issuers', method: 'post', path: '/issuers', capability: can.createIssuer, status: 201 },
  { tag: 'issuers', method: 'put', path: '/issuers/{id}', capability: can.updateIssuer },
  {
    tag: 'issuers',
    method: 'post',
    path: '/issuers/{id}/keys',
    capability: can.rotateIssuerKeys,
    status: 201,
  },
  {
    tag: 'issuers',
    method: 'post',
    path: '/issuers/{id}/keys/{thumbprint}/compromise',
    capability: can.reportCompromisedKey,
  },
  { tag: 'issuers', method: 'get', path: '/trusted-issuers', capability: can.listTrustedIssuers },
  { tag: 'issuers', method: 'post', path: '/trusted-issuers', capability: can.trustIssuer, status: 201 },
  { tag: 'issuers', method: 'delete', path: '/trusted-issuers', capability: can.distrustIssuer },
];
