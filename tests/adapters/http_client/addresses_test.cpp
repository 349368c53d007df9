#include "adapters/http_client/addresses.hpp"

#include <gtest/gtest.h>

namespace onward::http_client {
namespace {

bool open(const char* text) { return is_public(*address_of(text)); }

TEST(Addresses, PublicOnesAreReachedWithoutAWord) {
  for (const char* text : {"8.8.8.8", "93.184.216.34", "172.15.255.255", "172.32.0.0", "100.63.0.1",
                           "192.0.3.1", "223.255.255.255", "2606:4700::1111", "2a00:1450::200e",
                           "::ffff:8.8.8.8", "64:ff9b::808:808"})
    EXPECT_TRUE(open(text)) << text;
}

TEST(Addresses, TheMachineItsNetworkAndCloudMetadataAreNot) {
  for (const char* text : {"0.0.0.0",
                           "127.0.0.1",
                           "127.255.255.254",
                           "10.1.2.3",
                           "172.16.0.1",
                           "172.31.255.255",
                           "192.168.1.1",
                           "169.254.169.254",
                           "100.64.0.1",
                           "192.0.0.192",
                           "198.18.0.1",
                           "224.0.0.1",
                           "255.255.255.255",
                           "::",
                           "::1",
                           "fe80::1",
                           "fc00::1",
                           "fd00:ec2::254",
                           "ff02::1",
                           "2001:db8::1",
                           "2002:7f00:1::",
                           "2001:0:7f00:1::",
                           "::ffff:127.0.0.1",
                           "64:ff9b::7f00:1",
                           "::127.0.0.1"})
    EXPECT_FALSE(open(text)) << text;
}

bool allows(const std::vector<std::string>& entries, const char* host, const char* address) {
  const auto allowed = AllowedTargets::from(entries);
  EXPECT_TRUE(allowed.ok());
  return allowed.ok() && allowed->allows(host, *address_of(address));
}

TEST(Addresses, TheConfigurationOpensHostsAndNetworks) {
  EXPECT_FALSE(allows({}, "crm.internal", "10.1.2.3"));
  EXPECT_TRUE(allows({"CRM.internal"}, "crm.INTERNAL", "10.1.2.3"));
  EXPECT_FALSE(allows({"crm.internal"}, "other.crm.internal", "10.1.2.3"));
  EXPECT_TRUE(allows({"10.1.0.0/16"}, "x", "10.1.255.3"));
  EXPECT_FALSE(allows({"10.1.0.0/16"}, "x", "10.2.0.3"));
  EXPECT_TRUE(allows({"10.1.0.0/16"}, "x", "::ffff:10.1.0.1"));
  EXPECT_TRUE(allows({"::1"}, "x", "::1"));
  EXPECT_FALSE(allows({"127.0.0.1"}, "x", "127.0.0.2"));
  EXPECT_TRUE(allows({"fd00::/9"}, "x", "fd7f::1"));
  EXPECT_FALSE(allows({"fd00::/9"}, "x", "fd80::1"));
}

TEST(Addresses, WhatIsNoEntryIsRefused) {
  for (const char* text :
       {"", "10.0.0.0/33", "10.0.0.0/", "::/129", "10.0.0.0/8x", "a b", "http://x"})
    EXPECT_EQ(AllowedTargets::from({text}).error().code, ErrorCode::invalid) << text;
}

}  // namespace
}  // namespace onward::http_client
