#ifndef HEADWATER_CARGON2_SHIM_H
#define HEADWATER_CARGON2_SHIM_H

#include <argon2.h>

#endif
