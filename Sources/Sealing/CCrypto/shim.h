// The few calls of libcrypto that Sealing makes. Those which OpenSSL defines as macros or that
// differ between its releases are wrapped here, so that Swift sees plain functions.
#ifndef HEADWATER_CCRYPTO_SHIM_H
#define HEADWATER_CCRYPTO_SHIM_H

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

/// One-shot HMAC; `out` holds EVP_MAX_MD_SIZE bytes. Returns the number of bytes written, 0 on
/// failure.
static inline unsigned int headwater_hmac(
    const EVP_MD *digest, const void *key, int keyLength, const unsigned char *message,
    size_t messageLength, unsigned char *out
) {
    unsigned int length = 0;
    if (HMAC(digest, key, keyLength, message, messageLength, out, &length) == NULL) return 0;
    return length;
}

#endif
