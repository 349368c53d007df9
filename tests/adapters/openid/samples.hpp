// Keys made for these tests with openssl; what they sign is {"sub":"anna"}.
#pragma once

#include <string>

namespace onward::openid::samples {

inline const std::string rsa_modulus =
    "veGZFhMP4HHI2OEC43kuJuVj_-36rEYmcaivDhGrN5rT72wIv3AeclnEWwgfLi2tQUiAYrKJG8sFDPa4fMxf3_PP"
    "6PR3qCAKImOXNzoArv2G5cysZ4pVj62owEb5DxBFFCArrZSMjFu9DCGpWHuvUR6fvLaGOT_N3qvggHIHyDxoXwtv"
    "_r80zqaR1YaB8b6NQD4AYIzJsZzU2dMYdaHUROXfvk3SvSGkpUFM5QB2hM7CPKvFNdGx92jNvaMleAaST6T1UB6-"
    "oVFFr8Lldc3FqZm2AJUYgwI5xSJezQh5HZ1Gq9NeX9tDqYqgNXEUj9e7ySOTmbeofUFO0SFns46fwQ";
inline const std::string weak_modulus =
    "vOK1brp0zeDkudEIkyV5xAHWJJdiktMz_XB8IFI-RyyQcykkGiWxM76u-tBe3EHId3IpLccWIk9wH0Mlqsr0U5qN"
    "55Y5Uy2ll_VPa9_yB2QpT4QNZ6Y2o4xRaMLeY03D7w2Fe-5NgoDE0ZvEAcM9mCgH3uuTSMPTIFjlAHqVjME";
inline const std::string p256_x = "ZPbWtYOHWaZP3W-Kbdfpc8G2cvBjUM68vOUqYaHBCjk";
inline const std::string p256_y = "n20rsPhw9fIDRkWXJs9JIbuPr-e9Zv_yensY2gZ58_A";
inline const std::string signed_by_rsa =
    "eyJhbGciOiJSUzI1NiIsImtpZCI6InIifQ.eyJzdWIiOiJhbm5hIn0.r0qV4U8Rfy5nbKfHxrSnjFS4-g0tgbDNt"
    "CBkJ2F-JHB5u9oYsMRMyNSp0Wa9RuWda740hcX9alctmDlqeYkzZqi5wRZhHQz_ZaVeXdhIUXCtjDvMRbY5zKh8u"
    "XFhVRgTUqNjt1yRyJmwOlhSMbDajbQjQLg5txKtEHpFAZTK-5Zpv7wzOiiHrBJCz5i8ZJOgUt7z45bvsphIbY5-z"
    "x0GH_coIxBr5DdZiXiqwpCmz2GMYM9_A-6ONU-KCrfr3nxTlB7UjZlyctGMVK3yoNH_sUMkV9-dio1VbfOAWbRI0"
    "p3on1OnK1xVPRzoX9CrsVo43-tPhc96yYcuDzPajPuBrA";
inline const std::string signed_by_p256 =
    "eyJhbGciOiJFUzI1NiIsImtpZCI6ImUifQ.eyJzdWIiOiJhbm5hIn0.ku0uEoyBL7fO-PGD9ZEsb7bUNdmg6jww1"
    "AUZrMXSCAFdb3NsOfXH2hneasFWzUdSUCbVI9NPl5cGODDHGrWkOw";
inline const std::string rsa_called_es256 =
    "eyJhbGciOiJFUzI1NiIsImtpZCI6InIifQ.eyJzdWIiOiJhbm5hIn0.El80qNxboWIWzmEYuW2uTMsft8Mf-Hy56"
    "x_6bpbTlt3z0aOn-1YZ3sCCtiWehMPF0ramdC7hc2VcwMZr4hWcYz6OsM5M6PKIsSliWbqoKXDy6tft6rkiKW701"
    "m_gh0bT_23bkmIVHjdkmQq31K7wRjmXF3rObNlcqSwhdNLrj14vEJtFxV9sZs3skk5rKReu64ESVZwOEHTphx8av"
    "HpOuvkOo28xT7-GGi8E5BGWJSqyfEchIE3z-8x5wCzCcqqFXm3YzdOovHYncIhNutnziyrMqXFWNnxRJQ4gmahEI"
    "-Qt3ToKl2eZWBr1DXQvQL8_ghQQ8YaDootCpdltv53SOg";
inline const std::string critical =
    "eyJhbGciOiJSUzI1NiIsImtpZCI6InIiLCJjcml0IjpbImI2NCJdfQ.eyJzdWIiOiJhbm5hIn0.AT5wQCNMPc_m8"
    "iuo4GjIy9vR0tqoga_abRHOT8N8Hxm9hZtcBy3pEGEJvUIiycoqV7Hiph1GrOSDLkdnAdS6efUKIR9GVyeraK41i"
    "ws8O8sW4d6O7weyRpykdg0d4VLDsQ46EqxPYyQ-QYhhWewlayIsZSpZvksEKiANfnXzN0Mr8LOqc_jz6kQFSAU2t"
    "8yVJrlhnZ6gvtqXbQVsBWbJSPRiu6w92rMF-RaIAyaEMgAF1bKKdNftru9h0dZt6fa55SeupxGhsc8KjT2DT672x"
    "xLkWlW9qBzqCSW-0iOmCW9ZfxdDncJ5ESs1PQdgt6CILuSdoZqkLMDEUlwTXfSiNQ";
inline const std::string without_key_id =
    "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbm5hIn0.GpNhJ_1oWJg3W3oFk3bVO0p4yadEb6uJzoMO_bEWRwdJMK9"
    "kNeDimQSJH7vL-Pkd7kBT-GNjHPt8NDGaHl1HckjO8r-L2GJeQ6OkrC5pXi3KUoRKtYOAT3FsPqgXf2V8RN4gjc9"
    "FX2DtWhhG1Au1gv1yrN6-8MwevM9GyZU3T9ArtLaxH39F6MozC268N9r4756V_zQpEL6zaP3lqhktRVwv6RSgHaW"
    "9aI2qh8OJIZ8Ij5z1J80gqpvRqFIYJo1RHaXBZ0Thq6qQOoVyHeu9HGQ9zt83M2595-ZSjUN5T0gqHCczo0F0Ndg"
    "qmmobdjpHBhVxE1qopksbVR0aZU8OBw";
inline const std::string signed_by_weak =
    "eyJhbGciOiJSUzI1NiIsImtpZCI6IncifQ.eyJzdWIiOiJhbm5hIn0.m4q4-ALaQXDv5ytD6Hg_N25uUWs97SP7Q"
    "tApcZnkNQ8lUQY4yk3Y_M8ukZx9wmGWZUtRLYtG1XPyJ8yS4AoabbiWslGF44Kk5mOLkY9CArd6B2ID2KYX-tgof"
    "4hl7BtpYUIqpKX46BxA7qSqxuFV7_XjT6LJWcJ6fGgCfKWDqrc";

}  // namespace onward::openid::samples
